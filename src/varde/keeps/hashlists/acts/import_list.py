from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.acts.add_entry import enter
from varde.keeps.hashlists.errors import EntryUnreadable, ListUnreadable
from varde.keeps.hashlists.types import Algorithm, Imported, NewEntry
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor

FIELDS = {"algorithm", "value", "classification", "size", "attested_by"}
LINES_NAMED = 20


def import_list(list_name: str, lines: Iterable[str], *, by: Actor = THE_STATION) -> Imported:
    """Take a whole list, or nothing of it: JSON lines, or CSV with a head line.

    Fields: algorithm, value (hexadecimal); optionally classification, size, attested_by (names with `;` between; or a JSON list).
    """
    _rows.allow(by)
    entries = _read(lines)
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        new = [is_new for entry in entries for _, is_new in [enter(hash_list, entry=entry, by=by)]]
        imported = Imported(sum(new), len(new) - sum(new))
        if imported.added:
            _rows.changed(hash_list)
            facts = {"added": imported.added, "version": hash_list.version}
            ledger.record(ledger.Kind.LIST_IMPORTED, about=hash_list.id, by=by, facts=facts)
    return imported


def _read(lines: Iterable[str]) -> list[NewEntry]:
    entries, wrong = [], []
    for number, untrusted_row in _rows_of(lines):
        try:
            entries.append(_parse(untrusted_row))
        except (ValueError, KeyError, TypeError, AttributeError, EntryUnreadable):
            wrong.append(str(number))
    if wrong:
        raise ListUnreadable(f"lines {', '.join(wrong[:LINES_NAMED])}")
    return entries


def _rows_of(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    full = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if full and full[0][1].lstrip().startswith("{"):
        yield from ((number, _json(line)) for number, line in full)
    else:
        rows = csv.DictReader(line for _, line in full)
        yield from ((number, row) for (number, _), row in zip(full[1:], rows, strict=False))


def _json(line: str) -> Any:  # noqa: ANN401  untrusted until parsed
    try:
        return json.loads(line)
    except ValueError:
        return None


def _parse(untrusted_row: Mapping[str, Any]) -> NewEntry:
    if not set(untrusted_row) <= FIELDS:
        raise EntryUnreadable
    names = untrusted_row.get("attested_by") or ()
    attesters = tuple(name.strip() for name in (names.split(";") if isinstance(names, str) else names))
    size = untrusted_row.get("size")
    entry = NewEntry(
        Algorithm(untrusted_row["algorithm"].strip().lower()), bytes.fromhex(untrusted_row["value"]),
        untrusted_row.get("classification") or None, int(size) if size not in {None, ""} else None, attesters,
    )  # fmt: skip
    rules.check(entry)
    return entry
