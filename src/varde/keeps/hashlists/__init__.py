"""Lists of known fingerprints: versions, sources, attestations, withdrawals.

In:      lists and entries with the organisation that vouches for each
Out:     hits that say which list, which entry, which algorithm, how many bits apart, attested by whom
Runs at: every station
Never:   holds a picture; decides what a hit means; forgets who attested what
"""
