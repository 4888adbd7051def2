from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

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

_CARRIED = ("id", "algorithm", "value", "size", "classification")
_CLASSIFICATION_LIMIT = 60
Row = tuple[UUID, str, bytes, int | None, str | None]


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
            _carry(cursor, tables)
            added = _enter(cursor, hash_list)
        imported = Imported(added, sum(len(table) for table in tables) - added)
        if added:
            _rows.changed(hash_list)
            facts = {"added": added, "version": hash_list.version}
            ledger.record(ledger.Kind.LIST_IMPORTED, about=hash_list.id, by=by, facts=facts)
    return imported


def _carry(cursor: CursorWrapper, tables: Sequence[Table]) -> None:
    cursor.execute(
        "CREATE TEMPORARY TABLE hashlists_carried"
        " (id uuid, algorithm text, value bytea, size bigint, classification text) ON COMMIT DROP"
    )
    with cursor.copy("COPY hashlists_carried FROM STDIN (FORMAT BINARY)") as copy:  # type: ignore[attr-defined]  psycopg's
        copy.set_types(["uuid", "text", "bytea", "int8", "text"])
        for table in tables:
            for row in _rows_of(table):
                copy.write_row(row)


def _rows_of(table: Table) -> Iterator[Row]:
    algorithm, wide = Algorithm(table.algorithm).value, table.values.shape[1]
    held = table.values.tobytes()
    sizes, classes = table.columns.get("size"), table.columns.get("classification")
    for place in range(len(table)):
        told = classes[place] if classes else None
        yield (
            new_uuid(), algorithm, held[place * wide : (place + 1) * wide], sizes[place] if sizes else None,
            told[:_CLASSIFICATION_LIMIT] if told else None,
        )  # fmt: skip


def _enter(cursor: CursorWrapper, hash_list: HashList) -> int:
    """Entries that are not there yet become rows, and the source vouches for each."""
    version = hash_list.version + 1
    same = {
        "hash_list": hash_list.pk, "state": rules.standing(1).value, "added_in_version": version, "changed_in_version": version,
    }  # fmt: skip
    fields = [field for field in _of(ListEntry).concrete_fields if field.name not in _CARRIED]
    constants: list[Any] = [
        field.get_db_prep_save(same.get(field.name, field.get_default()), connection=connection) for field in fields
    ]
    columns = [field.column for field in fields]
    cursor.execute(
        f"WITH entered AS (INSERT INTO {_of(ListEntry).db_table} ({', '.join((*_CARRIED, *columns))})"  # noqa: S608  our names
        f" SELECT {', '.join(_CARRIED)}{', %s' * len(columns)} FROM hashlists_carried ON CONFLICT DO NOTHING RETURNING id)"
        f" INSERT INTO {_of(Attestation).db_table} (id, entry_id, organisation, at)"
        " SELECT gen_random_uuid(), id, %s, %s FROM entered",
        [*constants, hash_list.source, clock.now()],
    )
    added = cursor.rowcount
    cursor.execute("DROP TABLE hashlists_carried")
    return added


def _of(model: type[Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001  Django's documented way to ask a table for its columns
