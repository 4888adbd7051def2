from __future__ import annotations

import io
from typing import BinaryIO, Self

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import registry, rules, sealing
from varde.keeps.vault.errors import TooLarge
from varde.keeps.vault.keyholder.keys import Operation
from varde.keeps.vault.models import SealedObject
from varde.keeps.vault.types import ObjectKind, Sealed
from varde.kernels.hashing import Digester, Digests
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, new_uuid


def put(stream: BinaryIO, *, by: Actor, limit_bytes: int | None = None) -> Sealed:
    """Seal a stream and answer its id and digests; bytes the vault has already keep their first id.

    When this returns inside the caller's transaction, the file is on the disk; it counts once that transaction commits.
    """
    return _put(stream, kind=ObjectKind.EVIDENCE, by=by, limit_bytes=limit_bytes)


def put_document(data: bytes, *, by: Actor) -> ObjectId:
    """Seal one of the station's own documents."""
    return _put(io.BytesIO(data), kind=ObjectKind.DOCUMENT, by=by, limit_bytes=None).id


def sealer(*, by: Actor, limit_bytes: int | None = None) -> Sealer:
    """Begin a file that arrives piece by piece: `with vault.sealer(by=by) as sealer:`."""
    return Sealer(kind=ObjectKind.EVIDENCE, by=by, limit_bytes=limit_bytes)


def _put(stream: BinaryIO, *, kind: ObjectKind, by: Actor, limit_bytes: int | None) -> Sealed:
    with Sealer(kind=kind, by=by, limit_bytes=limit_bytes) as begun:
        while block := stream.read(sealing.BLOCK):
            begun.write(block)
        return begun.keep()


class Sealer:
    """A file that is sealed while it arrives. No plain byte of it lies on a disk, and nothing of it counts before `keep`."""

    def __init__(self, *, kind: ObjectKind, by: Actor, limit_bytes: int | None) -> None:
        self._id, self._key, self._kind, self._by = ObjectId(new_uuid()), sealing.new_key(), kind, by
        self._reader = _Reader(limit_bytes)
        self._draft = registry.store().draft(self._id)
        try:
            context = rules.object_context("file", self._id)
            self._sealing = sealing.Sealing(key=self._key, context=context, write=self._draft.write)
        except BaseException:
            self._draft.drop()
            raise

    def write(self, block: bytes) -> None:
        """The next plain bytes; TooLarge when they exceed the limit."""
        self._reader.see(block)
        self._sealing.update(block)

    def keep(self) -> Sealed:
        """All has arrived. In the caller's transaction the file is on the disk, and counts once that transaction commits."""
        self._sealing.finish()
        digests = self._reader.digests()
        address = _address(digests.sha256, kind=self._kind)
        if known := _known(address, digests):
            return known
        self._draft.keep()
        return _enter(self._id, kind=self._kind, digests=digests, address=address, key=self._key, by=self._by)

    def drop(self) -> None:
        """Leave no draft behind; harmless after `keep`."""
        self._draft.drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()


def _address(sha256: bytes, *, kind: ObjectKind) -> bytes:
    return registry.holder().do(Operation.ADDRESS, [(rules.address_context(kind), sha256)])[0]


def _known(address: bytes, digests: Digests) -> Sealed | None:
    id_ = SealedObject.objects.filter(address=address).values_list("id", flat=True).first()
    return Sealed(ObjectId(id_), digests.size, digests.sha256, digests.sha1, digests.md5) if id_ else None


def _enter(id_: ObjectId, *, kind: ObjectKind, digests: Digests, address: bytes, key: bytes, by: Actor) -> Sealed:
    """The row and the ledger entry; whoever put the same bytes a moment earlier wins, and our file goes."""
    row = _row(id_, kind=kind, digests=digests, address=address, key=key, by=by)
    try:
        with transaction.atomic():
            SealedObject.objects.bulk_create([row], ignore_conflicts=True)
            won = SealedObject.objects.filter(id=id_).exists()
            if won and kind is ObjectKind.EVIDENCE:
                ledger.record(ledger.Kind.EVIDENCE_SEALED, about=id_, by=by, facts={"bytes": digests.size})
    except BaseException:
        registry.store().remove(id_)
        raise
    if won:
        return Sealed(id_, digests.size, digests.sha256, digests.sha1, digests.md5, is_new=True)
    registry.store().remove(id_)
    first = _known(address, digests)
    assert first is not None
    return first


def _row(id_: ObjectId, *, kind: ObjectKind, digests: Digests, address: bytes, key: bytes, by: Actor) -> SealedObject:
    holder = registry.holder()
    [wrapped] = holder.do(Operation.WRAP, [(rules.object_context("key", id_), key)])
    plain = digests.sha256 + digests.sha1 + digests.md5
    [sealed] = holder.do(Operation.SEAL_VALUE, [(rules.object_context("digests", id_), plain)])
    return SealedObject(
        id=id_, kind=kind, size=digests.size, address=address, wrapped_key=wrapped, sealed_digests=sealed,
        sealed_by=str(by), sealed_at=clock.now(),
    )  # fmt: skip


class _Reader:
    """Digests what passes, and refuses what is too long."""

    def __init__(self, limit_bytes: int | None) -> None:
        self._limit, self._size, self._digester = limit_bytes, 0, Digester()

    def see(self, block: bytes) -> None:
        """The next plain block."""
        self._size += len(block)
        if self._limit is not None and self._size > self._limit:
            raise TooLarge(f"at most {self._limit} bytes")
        self._digester.update(block)

    def digests(self) -> Digests:
        """What was seen so far."""
        return self._digester.finish()
