"""One incident: its figures, its items, and all its suspects on one page."""
