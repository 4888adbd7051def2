"""One tip at the clearinghouse: its marks and its place with their reasons, and what the platform wrote, verbatim."""
