"""A person looks, as little as possible, and decides.

In:      a report whose media were looked up (Topic.MEDIA_LOOKED_UP)
Out:     a confirmed report (Topic.REPORT_CONFIRMED), a refused one, or a copy to be destroyed (Topic.COPY_REFUSED)
Runs at: platform
Never:   decides without a person; shows media that nobody asked to see; forgets a view
"""
