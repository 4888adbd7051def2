"""Bring the database up to date, as its owner."""

from __future__ import annotations

import os
import sys

import django


def main() -> int:
    """Entry point of `python -m varde.station migrate`."""
    os.environ["VARDE_DATABASE_AS"] = "owner"
    django.setup()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        sys.stderr.write(f"varde: migration: {error}\n")
        return 1
    return 0
