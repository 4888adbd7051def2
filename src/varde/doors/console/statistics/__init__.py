"""The figures of one incident as they are announced, each with its "as of"."""
