"""Reading: answers types, never table rows, and only what the actor may see."""
