from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.models import HashList
from varde.keeps.hashlists.types import Algorithm, Taken
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import new_uuid
from varde.kernels.wire.hashsharing.types import Deleted, Entry
from varde.kernels.wire.lists import value_of

_CLASSIFICATION_LIMIT = 60
Key = tuple[str, str]  # member and entry: what the exchange merges by
Value = tuple[str, bytes]


def take_shared(source: str, entries: Sequence[Entry | Deleted]) -> Taken:
    """Take a page of what the members of an exchange share, many at once; each member vouches for its own files.

    A file that is known with the same time or a newer one stays as it is; a tombstone takes it away, and a fingerprint for which
    nobody vouches any longer is withdrawn. Kinds of fingerprints that our lists do not hold are passed over.
    """
    newest = _newest(entries)
    with transaction.atomic(), connection.cursor() as cursor:
        hash_list = shared_list(source)
        known = _known(cursor, hash_list, list(newest))
        gone = [known[key][0] for key, one in newest.items() if isinstance(one, Deleted) and key in known]
        alive = [
            (key, one)
            for key, one in newest.items()
            if isinstance(one, Entry) and (key not in known or known[key][1] < one.timestamp)
        ]
        if not gone and not alive:
            return Taken()
        changed = [known[key][0] for key, _ in alive if key in known]
        touched = _unvouched(cursor, [*gone, *changed])
        ids = {key: known[key][0] if key in known else new_uuid() for key, _ in alive}
        _keep_files(cursor, hash_list, alive, ids)
        touched |= _keep_entries(cursor, hash_list, alive, ids)
        _forget_files(cursor, gone)
        _stand(cursor, hash_list, touched)
        _rows.changed(hash_list)
    return Taken(len(alive) - len(changed), len(changed), len(gone))


def shared_list(source: str) -> HashList:
    """The list of what a source shares, locked; made when it brings its first page."""
    name = f"shared-{source}"
    row, is_new = HashList.objects.get_or_create(name=name, defaults={"source": source, "added_at": clock.now()})
    if is_new:
        ledger.record(ledger.Kind.LIST_ADDED, about=row.id, by=THE_STATION, facts={"name": name, "source": source})
    return HashList.objects.select_for_update().get(pk=row.pk)


def _newest(entries: Sequence[Entry | Deleted]) -> dict[Key, Entry | Deleted]:
    found: dict[Key, Entry | Deleted] = {}
    for one in entries:
        before = found.get((one.member, one.id))
        if before is None or before.timestamp <= one.timestamp:
            found[one.member, one.id] = one
    return found


def _known(cursor: CursorWrapper, hash_list: HashList, keys: list[Key]) -> dict[Key, tuple[UUID, Any]]:
    cursor.execute(
        "SELECT s.member, s.entry, s.id, s.timestamp FROM hashlists_sharedfile s"
        " JOIN unnest(%s::text[], %s::text[]) AS k (member, entry) ON s.member = k.member AND s.entry = k.entry"
        " WHERE s.hash_list_id = %s",
        [[member for member, _ in keys], [entry for _, entry in keys], hash_list.pk],
    )
    return {(member, entry): (id_, at) for member, entry, id_, at in cursor.fetchall()}


def _unvouched(cursor: CursorWrapper, files: list[UUID]) -> set[UUID]:
    """The entries for which these files vouched, and do so no more."""
    if not files:
        return set()
    cursor.execute("DELETE FROM hashlists_attestation WHERE shared_id = ANY(%s) RETURNING entry_id", [files])
    return {entry for (entry,) in cursor.fetchall()}


def _forget_files(cursor: CursorWrapper, files: list[UUID]) -> None:
    if files:
        cursor.execute("DELETE FROM hashlists_sharedfile WHERE id = ANY(%s)", [files])


def _keep_files(cursor: CursorWrapper, hash_list: HashList, alive: list[tuple[Key, Entry]], ids: dict[Key, UUID]) -> None:
    columns: list[list[Any]] = [
        [ids[key] for key, _ in alive],
        [key[0] for key, _ in alive],
        [key[1] for key, _ in alive],
        [one.timestamp for _, one in alive],
    ]
    cursor.execute(
        "INSERT INTO hashlists_sharedfile (id, member, entry, timestamp, hash_list_id)"
        " SELECT id, member, entry, timestamp, %s FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::timestamptz[])"
        " AS k (id, member, entry, timestamp) ON CONFLICT (hash_list_id, member, entry) DO UPDATE"
        " SET timestamp = EXCLUDED.timestamp",
        [hash_list.pk, *columns],
    )


def _keep_entries(cursor: CursorWrapper, hash_list: HashList, alive: list[tuple[Key, Entry]], ids: dict[Key, UUID]) -> set[UUID]:
    """Their fingerprints as entries, with who vouches for each; answers with those that were there before."""
    classes: dict[Value, str | None] = {}
    vouched: list[tuple[Value, Key]] = []
    for key, one in alive:
        for value in set(_values(one)):
            classes[value] = one.classification[:_CLASSIFICATION_LIMIT] if one.classification else None
            vouched.append((value, key))
    version = hash_list.version + 1
    cursor.execute(
        "INSERT INTO hashlists_listentry"
        " (id, algorithm, value, classification, hash_list_id, state, added_in_version, changed_in_version)"
        " SELECT id, algorithm, value, classification, %s, %s, %s, %s"
        " FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::text[]) AS k (id, algorithm, value, classification)"
        " ON CONFLICT (hash_list_id, algorithm, value) WHERE NOT (state = 'withdrawn')"
        " DO UPDATE SET classification = EXCLUDED.classification RETURNING id, algorithm, value, added_in_version < %s",
        [
            hash_list.pk, rules.standing(1).value, version, version, _new_ids(len(classes)),
            [algorithm for algorithm, _ in classes], [value for _, value in classes], list(classes.values()), version,
        ],
    )  # fmt: skip
    held, before = dict[Value, UUID](), set[UUID]()
    for id_, algorithm, value, is_old in cursor.fetchall():
        held[algorithm, bytes(value)] = id_
        if is_old:
            before.add(id_)
    cursor.execute(
        "INSERT INTO hashlists_attestation (id, entry_id, shared_id, organisation, at)"
        " SELECT id, entry, shared, organisation, %s FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[])"
        " AS k (id, entry, shared, organisation)",
        [
            clock.now(), _new_ids(len(vouched)), [held[value] for value, _ in vouched], [ids[key] for _, key in vouched],
            [f"{hash_list.source}/{key[0]}" for _, key in vouched],
        ],
    )  # fmt: skip
    many = len(held) < len(vouched)  # two files of this page have a fingerprint in common
    return set(held.values()) if many else before


def _values(one: Entry) -> Iterator[Value]:
    for fingerprint in one.fingerprints:
        if fingerprint.kind in set(Algorithm):
            try:
                yield fingerprint.kind, value_of(fingerprint.text, fingerprint.kind)
            except ValueError:
                continue


def _stand(cursor: CursorWrapper, hash_list: HashList, touched: set[UUID]) -> None:
    """Where entries stand by the number of organisations that vouch; disputed ones stay so until that is settled."""
    if not touched:
        return
    cursor.execute(
        "WITH counted AS (SELECT k.id, CASE WHEN count(DISTINCT a.organisation) = 0 THEN 'withdrawn'"
        " WHEN count(DISTINCT a.organisation) >= %s THEN 'attested' ELSE 'proposed' END AS state"
        " FROM unnest(%s::uuid[]) AS k (id) LEFT JOIN hashlists_attestation a ON a.entry_id = k.id GROUP BY k.id)"
        " UPDATE hashlists_listentry e SET state = c.state, changed_in_version = %s FROM counted c"
        " WHERE e.id = c.id AND e.state IN ('proposed', 'attested')",
        [rules.ATTESTERS_NEEDED, list(touched), hash_list.version + 1],
    )


def _new_ids(count: int) -> list[UUID]:
    """So many ids in a row, from a fresh one on: made at a fraction of the cost, and next to each other in an index."""
    first = new_uuid().int
    return [UUID(int=first + place) for place in range(count)]
