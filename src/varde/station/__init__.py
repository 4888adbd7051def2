"""One running station: its role, settings, urls, database server, worker and supervisor."""
