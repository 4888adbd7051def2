from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import queries, registry, rules, sealing
from varde.keeps.vault.errors import NotADocument, PurposeNotYours
from varde.keeps.vault.keyholder.keys import Operation
from varde.keeps.vault.models import SealedObject
from varde.keeps.vault.types import ObjectKind, Purpose
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId


@contextmanager
def open_for(object_id: ObjectId, *, purpose: Purpose, by: Actor) -> Iterator[BinaryIO]:
    """The plain file, seekable, for a stated purpose. The ledger entry stands before the first byte is decrypted.

    Call it outside any transaction: inside one, the entry could be undone after the bytes were seen (a RuntimeError says so).
    """
    with opened(object_id, purpose=purpose, by=by, facts={}) as file:
        yield file


@contextmanager
def opened(
    object_id: ObjectId, *, purpose: Purpose, by: Actor, facts: ledger.Facts, row: SealedObject | None = None
) -> Iterator[BinaryIO]:
    """`open_for` with more to write down, and perhaps with the object's row, when it was just read (for this folder's acts)."""
    _allow(by, purpose)
    row = row or queries.live(object_id)
    _note([row], purpose=purpose, by=by, facts=facts)
    with unsealed(row) as file:
        yield file


def note_opened(rows: Collection[SealedObject], *, purpose: Purpose, by: Actor) -> None:
    """Write down that several objects are opened; only then may they be `unsealed` (for this folder's acts)."""
    _allow(by, purpose)
    if rows:
        _note(rows, purpose=purpose, by=by, facts={})


def _allow(by: Actor, purpose: Purpose) -> None:
    parties.require(by, parties.Right.OPEN_EVIDENCE)
    if not rules.may_for(by, purpose):
        raise PurposeNotYours(purpose)


def _note(rows: Collection[SealedObject], *, purpose: Purpose, by: Actor, facts: ledger.Facts) -> None:
    with transaction.atomic(durable=True):
        for row in rows:
            ledger.record(ledger.Kind.EVIDENCE_OPENED, about=row.id, by=by, facts={"purpose": purpose, **facts})


def read_document(object_id: ObjectId, *, by: Actor) -> bytes:
    """One of the station's own documents, whole."""
    parties.require(by, parties.Right.OPEN_EVIDENCE)
    row = queries.live(object_id)
    if row.kind != ObjectKind.DOCUMENT:
        raise NotADocument(str(object_id))
    with unsealed(row) as file:
        return file.read()


@contextmanager
def unsealed(row: SealedObject) -> Iterator[BinaryIO]:
    """The plain file of an object whose opening was written down (for this folder's acts)."""
    id_ = ObjectId(row.id)
    [key] = registry.holder().do(Operation.UNWRAP, [(rules.object_context("key", id_), bytes(row.wrapped_key or b""))])
    with registry.store().open(id_) as sealed:
        yield sealing.unsealed(sealed, key=key, context=rules.object_context("file", id_))
