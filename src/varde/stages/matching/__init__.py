"""A report's media are fingerprinted and looked up in the lists.

In:      an accepted report or an offered copy (Topic.REPORT_ACCEPTED)
Out:     what the lists know of its media (Topic.MEDIA_LOOKED_UP)
Runs at: platform
Never:   decides anything; shows media to a person
"""
