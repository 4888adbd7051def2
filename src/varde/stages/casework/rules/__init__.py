"""Decisions without the database; each returns its reasons."""
