"""Decisions without the database, each with its reasons."""
