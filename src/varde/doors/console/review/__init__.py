"""One matter before a moderator: facts first, pictures only when asked for, then a person's decision."""
