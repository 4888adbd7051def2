"""What must be reported is drafted, filed over the wire, and receipted.

In:      a confirmed report (Topic.REPORT_CONFIRMED), the platform's share records of confirmed items, outcomes from the agency
Out:     one CyberTip for each account (Topic.TIP_READY), filed with the clearinghouse exactly once
Runs at: platform
Never:   imports a record of an unconfirmed item; says that a file was viewed when no view is on record; files twice
"""
