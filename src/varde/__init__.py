"""The chain that runs when a sexual image of a child is reported."""
