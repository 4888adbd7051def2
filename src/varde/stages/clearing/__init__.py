"""The clearinghouse takes a tip in and sends it where it belongs.

In:      a tip that arrived over the wire (Topic.TIP_ARRIVED), an outcome from an agency (Topic.OUTCOME_ARRIVED)
Out:     a referral to one or more agencies (Topic.REFERRAL_ROUTED), or a tip in a lane of its own with what it lacks
Runs at: clearinghouse
Never:   opens evidence without a purpose; decides guilt; changes what the reporter wrote
"""
