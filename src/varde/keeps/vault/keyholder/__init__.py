"""Whoever holds the unsealed station key: a small process of its own, or (tests, one-off commands) this process.

Never:   gives the station key or a subkey away; imports Django; serves another user of the machine
"""
