"""The agency's figures for machines, each with the ledger entry and time as of which it holds. Bearer tokens; JSON out.

GET /api/v1/incidents              -> {"incidents": [{"incident", "counts"}]}
GET /api/v1/incidents/{id}/counts  -> {"incident", "as_of", "counts", "figures"}
GET /api/v1/counts                 -> the same for all incidents together, each person once; "incident" is null
"""
