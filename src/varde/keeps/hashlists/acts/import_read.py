from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.db.models.options import Options

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.models import Attestation, HashList, ListEntry
from varde.keeps.hashlists.types import Algorithm, Imported
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import new_uuid
from varde.kernels.wire.lists import ListRead, Table

_CARRIED = ("id", "value", "size", "classification")
_AT_ONCE = 10_000
_CLASSIFICATION_LIMIT = 60


def import_read(list_name: str, seen: ListRead, *, by: Actor = THE_STATION) -> Imported:
    """Take a list that was read from a file, whole and many at once; its source vouches for every entry.

    What the lists cannot hold (PhotoDNA) is left out; `len(seen)` less what was added and known tells how many.
    """
    _rows.allow(by)
    tables = [table for name, table in seen.tables.items() if name in rules.LENGTHS]
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        rules.may_speak_for(hash_list.source, by=by)
        with connection.cursor() as cursor:
            added = sum(
                _enter(cursor, hash_list, Algorithm(table.algorithm), columns) for table in tables for columns in _columns(table)
            )
        imported = Imported(added, sum(len(table) for table in tables) - added)
        if added:
            _rows.changed(hash_list)
            facts = {"added": added, "version": hash_list.version}
            ledger.record(ledger.Kind.LIST_IMPORTED, about=hash_list.id, by=by, facts=facts)
    return imported


def _columns(table: Table) -> Iterator[list[list[Any]]]:
    """Some rows at a time, as columns: ids, values, sizes, classifications."""
    wide, held = table.values.shape[1], table.values.tobytes()
    sizes, classes = table.columns.get("size"), table.columns.get("classification")
    for first in range(0, len(table), _AT_ONCE):
        places = range(first, min(first + _AT_ONCE, len(table)))
        yield [
            [new_uuid() for _ in places],
            [held[place * wide : (place + 1) * wide] for place in places],
            [sizes[place] if sizes else None for place in places],
            [(classes[place] or "")[:_CLASSIFICATION_LIMIT] or None if classes else None for place in places],
        ]


def _enter(cursor: CursorWrapper, hash_list: HashList, algorithm: Algorithm, columns: list[list[Any]]) -> int:
    """Entries that are not there yet become rows, and the source vouches for each."""
    version = hash_list.version + 1
    same = {
        "hash_list": hash_list.pk, "algorithm": algorithm.value, "state": rules.standing(1).value, "added_in_version": version,
        "changed_in_version": version,
    }  # fmt: skip
    fields = [field for field in _of(ListEntry).concrete_fields if field.name not in _CARRIED]
    constants = [field.get_db_prep_save(same.get(field.name, field.get_default()), connection=connection) for field in fields]
    names = ", ".join((*_CARRIED, *(str(field.column) for field in fields)))
    cursor.execute(
        f"WITH entered AS (INSERT INTO {_of(ListEntry).db_table} ({names})"  # noqa: S608  our own names
        f" SELECT {', '.join(_CARRIED)}{', %s' * len(fields)}"
        f" FROM unnest(%s::uuid[], %s::bytea[], %s::bigint[], %s::text[]) AS carried ({', '.join(_CARRIED)})"
        f" ON CONFLICT DO NOTHING RETURNING id) INSERT INTO {_of(Attestation).db_table} (id, entry_id, organisation, at)"
        " SELECT gen_random_uuid(), id, %s, %s FROM entered",
        [*constants, *columns, hash_list.source, clock.now()],
    )
    return int(cursor.rowcount)


def _of(model: type[Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001  Django's documented way to ask a table for its columns
