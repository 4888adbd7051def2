from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import BinaryIO

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import decoders, queries, records, registry, rules
from varde.keeps.vault.acts.open_for import note_opened, opened, unsealed
from varde.keeps.vault.keyholder.keys import Operation
from varde.keeps.vault.models import Examination, SealedFingerprints, SealedObject
from varde.keeps.vault.types import Examined, Purpose
from varde.kernels import hashing, media
from varde.kernels.hashing import Fingerprint
from varde.kernels.media import Undecodable
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId


def fingerprint(object_id: ObjectId) -> Examined | Undecodable:
    """What the object is and its fingerprints, or why it cannot be decoded. Decoded once; later calls read what was stored.

    Call it outside any transaction, like `open_for`. What a weak sandbox refused is tried again.
    """
    sealed = queries.live(object_id)
    known = queries.examined(object_id)
    if known is not None and rules.is_final(known):
        return known
    with opened(object_id, purpose=Purpose.FINGERPRINT, by=THE_STATION, facts={}, row=sealed) as file:
        seen = hashing.fingerprint(file, decoder=decoders.shared())
    if seen == known:
        return seen
    _keep({object_id: seen})
    return seen if isinstance(seen, Undecodable) else queries.as_examined(sealed, seen=seen)


def fingerprint_all(object_ids: Iterable[ObjectId]) -> None:
    """`fingerprint` of files that one sender sent together, in few questions; one worker sees all of them and no other."""
    wanted = list(dict.fromkeys(object_ids))
    known = queries.examined_already(wanted)
    rows = queries.live_all([one for one in wanted if one not in known])
    note_opened(rows, purpose=Purpose.FINGERPRINT, by=THE_STATION)
    with decoders.shared().together() as examine:
        found = {ObjectId(row.id): _seen(row, examine) for row in rows}
    if found:
        _keep(found)


def _seen(row: SealedObject, examine: Callable[[BinaryIO], media.Examined | Undecodable]) -> hashing.Fingerprints | Undecodable:
    with unsealed(row) as file:
        seen = examine(file)
    return seen if isinstance(seen, Undecodable) else hashing.of_examined(seen)


def _keep(found: Mapping[ObjectId, hashing.Fingerprints | Undecodable]) -> None:
    """Store each outcome once; whoever was first has decided, except where a weak sandbox had refused."""
    with transaction.atomic():
        live = {ObjectId(row.id) for row in queries.live_all(found, is_locked=True)}
        final = queries.examined_already(found)
        Examination.objects.filter(object_id__in=live - final).delete()
        for object_id in [one for one in found if one in live - final]:
            _write(object_id, seen=found[object_id])


def _write(object_id: ObjectId, *, seen: hashing.Fingerprints | Undecodable) -> None:
    row, rows = _rows(object_id, seen=seen)
    row.save(force_insert=True)
    seq = ledger.record(ledger.Kind.EVIDENCE_FINGERPRINTED, about=object_id, by=THE_STATION, facts=_told(seen))
    for prints in rows:
        prints.seq = seq
    SealedFingerprints.objects.bulk_create(rows)


def _rows(object_id: ObjectId, *, seen: hashing.Fingerprints | Undecodable) -> tuple[Examination, list[SealedFingerprints]]:
    if isinstance(seen, Undecodable):
        return Examination(object_id=object_id, undecodable=seen.reason, examined_at=clock.now()), []
    plain = records.write_facts(seen)
    [facts] = registry.holder().do(Operation.SEAL_VALUE, [(rules.object_context("facts", object_id), plain)])
    by_algorithm = groupby(sorted(seen.fingerprints, key=lambda one: one.algorithm), key=lambda one: one.algorithm)
    rows = [_sealed(object_id, name=name, prints=list(prints)) for name, prints in by_algorithm]
    return Examination(object_id=object_id, sealed_facts=facts, examined_at=clock.now()), rows


def _sealed(object_id: ObjectId, *, name: str, prints: list[Fingerprint]) -> SealedFingerprints:
    holder, context = registry.holder(), rules.fingerprints_context(object_id, name)
    [sealed] = holder.do(Operation.SEAL_VALUE, [(context, records.write_fingerprints(prints))])
    values = b"".join(one.value for one in prints)
    [mark] = holder.do(Operation.MARK, [(rules.value_context(f"vault.fingerprints/{name}"), values)])
    return SealedFingerprints(object_id=object_id, algorithm=name, mark=mark, sealed=sealed)


def _told(seen: hashing.Fingerprints | Undecodable) -> ledger.Facts:
    if isinstance(seen, Undecodable):
        return {"undecodable": seen.reason}
    return {"kind": seen.examined.kind, "fingerprints": len(seen.fingerprints), "is_whole": seen.examined.is_whole}
