from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from varde.keeps.hashlists import near_index, rules
from varde.keeps.hashlists.errors import NoSuchEntry, NoSuchList
from varde.keeps.hashlists.models import FetchCheckpoint, HashList, ListEntry
from varde.keeps.hashlists.types import Algorithm, Checkpoint, Fingerprinted, Hit, KnownEntry, KnownList


def look_up(file: Fingerprinted, *, radius_bits: int = rules.RADIUS_BITS) -> list[Hit]:
    """Active entries that are this file (by SHA-256, SHA-1, or MD5) or resemble it (by PDQ), nearest first."""
    bits = dict.fromkeys(_exact(file), 0) | near_index.near(_perceptual(file), radius_bits=radius_bits)
    hits = [_hit(row.known(), bits) for row in _with_attesters().filter(id__in=bits, state__in=rules.ACTIVE)]
    return sorted(hits, key=lambda hit: (hit.bits_apart, hit.algorithm == Algorithm.PDQ, hit.list_name, hit.entry_id))


def _exact(file: Fingerprinted) -> list[UUID]:
    same = (
        Q(algorithm=Algorithm.SHA256, value=file.sha256)
        | Q(algorithm=Algorithm.SHA1, value=file.sha1)
        | (Q(algorithm=Algorithm.MD5, value=file.md5) & (Q(size=file.size) | Q(size=None)))
    )
    return list(ListEntry.objects.filter(same, state__in=rules.ACTIVE).values_list("id", flat=True))


def _perceptual(file: Fingerprinted) -> list[bytes]:
    return [
        one.value
        for one in file.fingerprints
        if one.algorithm == Algorithm.PDQ and one.quality_percent >= rules.LEAST_QUALITY_PERCENT
    ]


def _with_attesters() -> QuerySet[ListEntry]:
    return ListEntry.objects.select_related("hash_list").prefetch_related("attestations")


def _hit(entry: KnownEntry, bits: Mapping[UUID, int]) -> Hit:
    algorithm = rules.told_as(entry.algorithm, size=entry.size)
    return Hit(entry.list_name, entry.id, algorithm, bits[entry.id], entry.attested_by, entry.classification)


def entry(entry_id: UUID) -> KnownEntry:
    """One entry and who vouches for it."""
    row = _with_attesters().filter(id=entry_id).first()
    if row is None:
        raise NoSuchEntry(str(entry_id))
    return row.known()


def entries(name: str) -> list[KnownEntry]:
    """A list's entries, withdrawn ones too, in the order in which they came."""
    found = HashList.objects.filter(name=name).first()
    if found is None:
        raise NoSuchList(name)
    return [row.known() for row in _with_attesters().filter(hash_list=found).order_by("added_in_version", "pk")]


def lists() -> list[KnownList]:
    """Every list by name, with how many active entries it has."""
    active = Count("entries", filter=Q(entries__state__in=rules.ACTIVE))
    return [
        KnownList(row.name, row.source, row.version, row.active)
        for row in HashList.objects.annotate(active=active).order_by("name")
    ]


def checkpoint(source: str) -> Checkpoint:
    """How far a source's list was fetched."""
    row = FetchCheckpoint.objects.filter(source=source).first()
    return Checkpoint(row.done_until, row.since, row.until, row.next, row.saved_at) if row else Checkpoint()
