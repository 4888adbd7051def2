"""The clearinghouse's desk: what waits longest, then the bundles."""
