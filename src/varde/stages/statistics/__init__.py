"""Counts what the ledger says happened, and nothing else.

In:      ledger entries
Out:     counts, each with the entry and the time as of which it holds
Runs at: agency
Never:   reads a table of another folder; holds a person's name
"""
