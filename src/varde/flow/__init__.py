"""The journey: journey.py (the outward way, read it first), feedback.py (the return way), runner.py (the only loop)."""
