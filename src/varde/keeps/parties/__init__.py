"""People, jobs, districts and machines' tokens: who may do what.

Never:   decides a case; knows a password in clear
"""
