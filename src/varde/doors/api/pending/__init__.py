"""`GET /api/pending`: how much of what was accepted is still on its way, for operators and for the rehearsal."""
