"""HTTP for machines: one folder per protocol."""
