"""The moderators' queue: what waits, with what is known of it."""
