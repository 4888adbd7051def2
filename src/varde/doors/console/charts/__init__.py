"""The incident's numbers as pictures, each with the numbers beside it."""
