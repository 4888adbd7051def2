"""What was given to which agency, and what came of it."""
