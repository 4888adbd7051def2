from __future__ import annotations

from itertools import groupby

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import decoders, queries, records, registry, rules
from varde.keeps.vault.acts.open_for import opened
from varde.keeps.vault.keyholder.keys import Operation
from varde.keeps.vault.models import Examination, SealedFingerprints
from varde.keeps.vault.types import Examined, Purpose
from varde.kernels import hashing
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
    return _keep(object_id, seen=seen)


def _keep(object_id: ObjectId, *, seen: hashing.Fingerprints | Undecodable) -> Examined | Undecodable:
    """Store the outcome once and answer it; whoever was first has decided, except where a weak sandbox had refused."""
    with transaction.atomic():
        sealed = queries.live(object_id, is_locked=True)
        known = queries.examined(object_id)
        if known is not None and rules.is_final(known):
            return known
        row, rows = _rows(object_id, seen=seen)
        if known is not None:
            Examination.objects.filter(object_id=object_id).delete()
        row.save(force_insert=True)
        seq = ledger.record(ledger.Kind.EVIDENCE_FINGERPRINTED, about=object_id, by=THE_STATION, facts=_told(seen))
        for prints in rows:
            prints.seq = seq
        SealedFingerprints.objects.bulk_create(rows)
    return seen if isinstance(seen, Undecodable) else queries.as_examined(sealed, seen=seen)


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
