"""Numbers that people use."""

from __future__ import annotations

from django.db import models
from django.db.models import Max


def next_number(table: type[models.Model]) -> int:
    """One more than the highest; only where changes come one at a time."""
    highest = table._default_manager.aggregate(highest=Max("number"))["highest"]  # noqa: SLF001  Django's public name
    return int(highest or 0) + 1
