"""How fast are the kernels, beside what somebody could use instead? Measured in turn, in one run, on one core.

In:    pictures, clips and lists of fingerprints that are made here from a seed (or the caller's own photographs)
Out:   a `Result`: medians, ratios and the issue's aims, as JSON, as a table, as a picture
Never: loads Django or a station; runs a peer's code in this process (peers live in an environment of their own)
"""
