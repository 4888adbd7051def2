"""Sealed evidence: put, open for a stated purpose, fingerprint, destroy when due.

In:      bytes from a door or a peer, and an object's id with a purpose
Out:     ids, digests, fingerprints, and plain bytes only after a ledger entry and a full check
Runs at: every station
Never:   changes what was put in; shows a byte before the whole file is proven; lets the station key leave the key holder
"""
