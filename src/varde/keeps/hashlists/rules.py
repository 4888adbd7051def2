"""When an entry is valid, where it stands, and who may speak for whom."""

from __future__ import annotations

from varde.keeps.hashlists.errors import EntryUnreadable, NotYourVoice
from varde.keeps.hashlists.types import Algorithm, EntryState, NewEntry
from varde.kernels.terms.actors import Actor, ActorKind

LENGTHS = {Algorithm.SHA256: 32, Algorithm.SHA1: 20, Algorithm.MD5: 16, Algorithm.PDQ: 32}
ACTIVE = (EntryState.PROPOSED, EntryState.ATTESTED)
ATTESTERS_NEEDED = 2
RADIUS_BITS = 31
MD5_ALONE = "md5_without_size"
LEAST_QUALITY_PERCENT = 50  # PDQ of a flat picture resembles many others


def check(entry: NewEntry) -> None:
    """Refuse what cannot be compared."""
    if len(entry.value) != LENGTHS[entry.algorithm]:
        raise EntryUnreadable(f"{entry.algorithm} has {LENGTHS[entry.algorithm]} bytes")
    if entry.algorithm is Algorithm.MD5 and not entry.size:
        raise EntryUnreadable("MD5 without a size")


def standing(attesters: int) -> EntryState:
    """Two organisations make an entry attested."""
    return EntryState.ATTESTED if attesters >= ATTESTERS_NEEDED else EntryState.PROPOSED


def may_speak_for(organisation: str, *, by: Actor) -> None:
    """A peer vouches for itself; people, machines and the station were let in by their right or token."""
    if by.kind is ActorKind.PEER and by.name != organisation:
        raise NotYourVoice(organisation)


def told_as(algorithm: Algorithm, *, size: int | None) -> str:
    """How a hit names its algorithm: MD5 alone is weak, so that a hit without the size is never taken for the file itself."""
    return MD5_ALONE if algorithm is Algorithm.MD5 and size is None else algorithm
