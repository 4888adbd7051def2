"""The one act: to record."""
