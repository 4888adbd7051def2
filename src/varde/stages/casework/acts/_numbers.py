"""Numbers that people use, and the one lock under which they are given."""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Max

LOCK = 0x76617264  # "vard"; an advisory lock of this database, held until the transaction ends


def one_at_a_time() -> None:
    """Referrals are taken in one by one: they share accounts, items and numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def next_number(table: type[models.Model]) -> int:
    """One more than the highest; only under the lock."""
    highest = table._default_manager.aggregate(highest=Max("number"))["highest"]  # noqa: SLF001  Django's public name
    return int(highest or 0) + 1
