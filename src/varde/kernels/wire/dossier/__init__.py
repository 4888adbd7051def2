"""A case as it leaves the house, before it is written as police JSON, VICS, CASE or a printed page."""
