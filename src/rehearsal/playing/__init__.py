"""Playing an operation: stations started as their own processes, people at their consoles, platforms' machines at their APIs.

Everything goes over HTTP as it would in life. The stations never see the truth; what they counted is asked from the agency's API.
"""
