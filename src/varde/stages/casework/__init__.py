"""The agency: one incident from many referrals, its accounts, persons and acts, its districts and decisions.

In:      a referral that arrived by post (Topic.REFERRAL_ARRIVED)
Out:     a coded outcome for each account, without names (Topic.OUTCOME_RECORDED)
Runs at: agency
Never:   decides a lane or a disposition by itself; merges two people by itself; forgets which source stated what
"""
