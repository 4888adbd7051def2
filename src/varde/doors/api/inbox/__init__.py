"""Where other stations put their letters (docs/reference/post.md)."""
