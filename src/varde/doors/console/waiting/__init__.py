"""Tips that nobody could be given yet, in the lane that says why."""
