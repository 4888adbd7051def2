from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from varde.keeps.vault import records, registry, rules
from varde.keeps.vault.errors import NoSuchObject, ObjectDestroyed
from varde.keeps.vault.keyholder.keys import Operation
from varde.keeps.vault.models import Examination, SealedFingerprints, SealedObject
from varde.keeps.vault.types import Examined, ObjectKind, Sealed
from varde.kernels import hashing
from varde.kernels.hashing import Fingerprint
from varde.kernels.media import Undecodable, UndecodableReason
from varde.kernels.terms.ids import ObjectId


def live(object_id: ObjectId) -> SealedObject:
    """The row of an object that can still be opened (for this folder's acts)."""
    return live_all([object_id])[0]


def live_all(object_ids: Iterable[ObjectId], *, is_locked: bool = False) -> list[SealedObject]:
    """The rows of objects that can still be opened, in the order of their ids (for this folder's acts)."""
    wanted = set(object_ids)
    rows = SealedObject.objects.select_for_update() if is_locked else SealedObject.objects.all()
    found = list(rows.filter(id__in=wanted).order_by("id")) if wanted else []
    if missing := wanted - {row.id for row in found}:
        raise NoSuchObject(str(min(missing)))
    if destroyed := next((row for row in found if row.destroyed_at is not None), None):
        raise ObjectDestroyed(str(destroyed.id))
    return found


def describe(object_id: ObjectId) -> Sealed:
    """Size and digests of one object."""
    live(object_id)
    return describe_all([object_id])[object_id]


def describe_all(object_ids: Collection[ObjectId]) -> dict[ObjectId, Sealed]:
    """Size and digests of many objects at once; those unknown or destroyed are left out."""
    rows = list(SealedObject.objects.filter(id__in=object_ids, destroyed_at__isnull=True))
    plain = registry.holder().do(Operation.OPEN_VALUE, [_digests_of(row) for row in rows])
    return {ObjectId(row.id): _sealed(row, digests) for row, digests in zip(rows, plain, strict=True)}


def _digests_of(row: SealedObject) -> tuple[bytes, bytes]:
    return rules.object_context("digests", ObjectId(row.id)), bytes(row.sealed_digests or b"")


def _sealed(row: SealedObject, digests: bytes) -> Sealed:
    return Sealed(ObjectId(row.id), row.size, digests[:32], digests[32:52], digests[52:])


def examined(object_id: ObjectId) -> Examined | Undecodable | None:
    """What fingerprinting found, or None when it was not done yet."""
    row = Examination.objects.filter(object_id=object_id).first()
    if row is None:
        return None
    if row.undecodable is not None:
        return Undecodable(UndecodableReason(row.undecodable))
    [facts] = registry.holder().do(
        Operation.OPEN_VALUE, [(rules.object_context("facts", object_id), bytes(row.sealed_facts or b""))]
    )
    rows = SealedFingerprints.objects.filter(object_id=object_id).order_by("algorithm")
    found = tuple(one for prints in open_fingerprints(list(rows)) for one in prints)
    return records.read_facts(facts, of=describe(object_id), fingerprints=found)


def as_examined(row: SealedObject, *, seen: hashing.Fingerprints) -> Examined:
    """What `examined` will answer of this object from now on, without reading it all again (for this folder's acts)."""
    facts = seen.examined
    [digests] = registry.holder().do(Operation.OPEN_VALUE, [_digests_of(row)])
    of = _sealed(row, digests)
    return Examined(
        of.id, of.size, of.sha256, of.sha1, of.md5, facts.kind, facts.format, facts.width, facts.height, facts.duration_ms,
        facts.is_whole, tuple(sorted(seen.fingerprints, key=lambda one: one.algorithm)),
    )  # fmt: skip


def examined_already(object_ids: Collection[ObjectId]) -> set[ObjectId]:
    """Those of them that need not be decoded again (for this folder's acts)."""
    rows = Examination.objects.filter(object_id__in=object_ids).exclude(undecodable__in=rules.NOT_FINAL)
    return {ObjectId(id_) for id_ in rows.values_list("object_id", flat=True)}


def open_fingerprints(rows: Sequence[SealedFingerprints]) -> list[tuple[Fingerprint, ...]]:
    """The rows' fingerprints, in one question to the key holder (for this folder)."""
    items = [(rules.fingerprints_context(ObjectId(row.object_id), row.algorithm), bytes(row.sealed)) for row in rows]
    return [records.read_fingerprints(plain) for plain in registry.holder().do(Operation.OPEN_VALUE, items)]


def find(sha256: bytes) -> ObjectId | None:
    """The evidence with this plain SHA-256, found by its keyed hash."""
    [address] = registry.holder().do(Operation.ADDRESS, [(rules.address_context(ObjectKind.EVIDENCE), sha256)])
    id_ = SealedObject.objects.filter(address=address).values_list("id", flat=True).first()
    return ObjectId(id_) if id_ else None


def is_sealed(object_id: ObjectId) -> bool:
    """Whether the vault holds this object and could open it."""
    return SealedObject.objects.filter(id=object_id, destroyed_at__isnull=True).exists()


def seal_value(data: bytes, *, context: str) -> bytes:
    """Encrypt a value for a column; `context` names table and column and binds the value to them."""
    return registry.holder().do(Operation.SEAL_VALUE, [(rules.value_context(context), data)])[0]


def open_value(blob: bytes, *, context: str) -> bytes:
    """Decrypt what seal_value made, in the same context."""
    return registry.holder().do(Operation.OPEN_VALUE, [(rules.value_context(context), bytes(blob))])[0]


def seal_values(many: Collection[bytes], *, context: str) -> list[bytes]:
    """`seal_value` for many, in one question to the key holder."""
    return registry.holder().do(Operation.SEAL_VALUE, [(rules.value_context(context), data) for data in many])


def open_values(blobs: Collection[bytes], *, context: str) -> list[bytes]:
    """`open_value` for many, in one question to the key holder."""
    return registry.holder().do(Operation.OPEN_VALUE, [(rules.value_context(context), bytes(blob)) for blob in blobs])


def mark(data: bytes, *, context: str) -> bytes:
    """A 32-byte keyed hash: equal data in the same context have equal marks."""
    return registry.holder().do(Operation.MARK, [(rules.value_context(context), data)])[0]


def marks(many: Collection[bytes], *, context: str) -> list[bytes]:
    """`mark` for many, in one question to the key holder."""
    return registry.holder().do(Operation.MARK, [(rules.value_context(context), data) for data in many])
