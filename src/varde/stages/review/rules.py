"""Who decides, what may stay unseen, and which matter comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import ListHit
from varde.stages.review.types import NearConfirmed, QueuedReview

EXACT = frozenset({"sha256", "md5"})  # MD5 entries carry the size; see keeps/hashlists
ATTESTED_BY = 2
CLAIM_HOLDS = timedelta(minutes=30)
NEAR_ENOUGH_BITS = 31


def hits(item: ObjectId, *, stored: Iterable[Mapping[str, Any]]) -> tuple[ListHit, ...]:
    """The list hits of a file, as they stood when it was looked up."""
    return tuple(
        ListHit(
            item,
            hit["list_name"],
            hit["entry_id"],
            hit["algorithm"],
            hit["bits_apart"],
            tuple(hit["attested_by"]),
            hit["classification"],
        )
        for hit in stored
    )


def each_entry_once(found: Iterable[ListHit]) -> tuple[ListHit, ...]:
    """The hits of several files together: each list entry by its nearest hit, the nearest entry first."""
    nearest: dict[tuple[str, str], ListHit] = {}
    for hit in sorted(found, key=lambda one: one.bits_apart):
        nearest.setdefault((hit.list_name, hit.entry_id), hit)
    return tuple(nearest.values())


def may_be_unseen(found: Collection[ListHit]) -> bool:
    """An exact cryptographic match with an entry that two organisations attest; a perceptual hit never."""
    return any(hit.algorithm in EXACT and hit.bits_apart == 0 and len(set(hit.attested_by)) >= ATTESTED_BY for hit in found)


def is_copy(near: Collection[NearConfirmed]) -> bool:
    """Whether an offered copy resembles a confirmed item enough to be put before a person."""
    return any(one.bits_apart <= NEAR_ENOUGH_BITS for one in near)


def viewed(*, clear: int, blurred: int) -> bool | None:
    """What the records say of a file: seen in the clear; never opened for a person; or only blurred, which states neither."""
    if clear:
        return True
    return None if blurred else False


def claim_holds(claimed_at: datetime | None, *, now: datetime) -> bool:
    """A claim keeps others out for half an hour."""
    return claimed_at is not None and now - claimed_at < CLAIM_HOLDS


def urgency(line: QueuedReview) -> tuple[int, int, int, datetime]:
    """Smaller comes first: list hits, then nearness to a confirmed item, then more reporters, then age."""
    known = 0 if line.may_be_unseen else 1 if line.hits else 2
    return (known, 257 if line.nearest_bits is None else line.nearest_bits, -line.reporters, line.received_at)
