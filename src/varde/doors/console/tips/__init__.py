"""Tips of this platform: what was filed, what waits, what came of it."""
