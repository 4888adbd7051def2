"""Follow a report with its case number and PIN."""
