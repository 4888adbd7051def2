"""What is asked by value, with which state of the lists it was answered from: "no match" is only said where it could be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q

from varde.keeps.hashlists import near_index, rules
from varde.keeps.hashlists.errors import EntryUnreadable, IndexUnusable
from varde.keeps.hashlists.models import HashList, ListEntry
from varde.keeps.hashlists.types import Algorithm, Hit, KnownEntry
from varde.kernels.terms.errors import VardeError

PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One value. Of an MD5 the size in bytes, if it is known; of a perceptual fingerprint its quality, if it is known."""

    algorithm: Algorithm
    value: bytes
    size: int | None = None
    quality_percent: int | None = None

    @property
    def is_comparable(self) -> bool:
        """A flat picture's fingerprint resembles many others: it says nothing, neither yes nor no."""
        return self.quality_percent is None or self.quality_percent >= rules.LEAST_QUALITY_PERCENT


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which edition of the lists was asked (None: they never changed), its perceptual entries, and when it was read."""

    edition: UUID | None
    entries: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """The hits of all values together, nearest first, and the state of the lists that they are of."""

    hits: tuple[Hit, ...]
    index: IndexState


def index_state() -> IndexState:
    """The index that look-ups use now; it is loaded first if need be. IndexNotLoaded: others wait for that already."""
    return _state(near_index.current(patience_seconds=PATIENCE_SECONDS))


def ask(asked: Iterable[Asked], *, radius_bits: int = rules.RADIUS_BITS) -> Told:
    """Active entries that are one of these values, or near one. What is not comparable is left out: the caller tells of it."""
    comparable = [one for one in asked if one.is_comparable]
    for one in comparable:
        if len(one.value) != rules.LENGTHS[one.algorithm]:
            raise EntryUnreadable(f"{one.algorithm} has {rules.LENGTHS[one.algorithm]} bytes")
    held = near_index.current(patience_seconds=PATIENCE_SECONDS)
    bits = dict.fromkeys(_same(comparable), 0) | _near(held, comparable, radius_bits=radius_bits)
    rows = ListEntry.objects.select_related("hash_list").prefetch_related("attestations")
    sized = {one.value for one in comparable if one.size is not None}
    entries = [row.known() for row in rows.filter(id__in=bits, state__in=rules.ACTIVE)]
    hits = [
        Hit(one.list_name, one.id, _told_as(one, sized), bits[one.id], one.attested_by, one.classification) for one in entries
    ]
    return Told(
        tuple(sorted(hits, key=lambda hit: (hit.bits_apart, hit.algorithm == Algorithm.PDQ, hit.list_name, hit.entry_id))),
        _state(held),
    )


def _told_as(entry: KnownEntry, sized: Collection[bytes]) -> str:
    """An MD5 is only as good as the size beside it, on both sides."""
    return rules.told_as(entry.algorithm, size=entry.size if entry.value in sized else None)


def _state(held: near_index.Held) -> IndexState:
    return IndexState(held.stamp, len(held.index), held.read_at)


def _same(asked: Iterable[Asked]) -> list[UUID]:
    same = [_is(one) for one in asked if one.algorithm is not Algorithm.PDQ]
    if not same:
        return []
    return list(ListEntry.objects.filter(reduce(or_, same), state__in=rules.ACTIVE).values_list("id", flat=True))


def _is(one: Asked) -> Q:
    same = Q(algorithm=one.algorithm, value=one.value)
    return same & (Q(size=one.size) | Q(size=None)) if one.algorithm is Algorithm.MD5 and one.size is not None else same


def _near(held: near_index.Held, asked: Iterable[Asked], *, radius_bits: int) -> dict[UUID, int]:
    values = [one.value for one in asked if one.algorithm is Algorithm.PDQ]
    if not values:
        return {}
    try:
        return near_index.near_in(held.index, values, radius_bits=radius_bits)
    except VardeError as wrong:
        near_index.drop(held)
        raise IndexUnusable(wrong.code) from wrong


def names() -> list[str]:
    """Every list's name, in order."""
    return list(HashList.objects.order_by("name").values_list("name", flat=True))


def sizes() -> dict[Algorithm, int]:
    """How many active entries of each algorithm all lists hold together."""
    active = ListEntry.objects.filter(state__in=rules.ACTIVE).values("algorithm").annotate(many=Count("id")).order_by()
    found = {Algorithm(row["algorithm"]): row["many"] for row in active}
    return {one: found.get(one, 0) for one in Algorithm}
