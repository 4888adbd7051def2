"""HMA's names: signal types, content types, banks, and the whole numbers that stand for entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from varde.doors.api.matching.errors import (
    NoSuchContentType,
    NoSuchSignalType,
    ParameterMissing,
    ParameterUnreadable,
)
from varde.keeps.hashlists import face as hashlists
from varde.kernels.hashing import ALGORITHMS

Algorithm = hashlists.Algorithm
PHOTO, VIDEO = "photo", "video"
_SAFE_WHOLE_NUMBER = 2**53 - 1  # the largest that every JSON reader keeps exact
_HEX = re.compile(r"[0-9a-fA-F]*")


@dataclass(frozen=True, slots=True)
class SignalType:
    """A name of HMA's, the algorithm behind it, and of which content it is made."""

    name: str
    algorithm: hashlists.Algorithm
    of: frozenset[str]

    def read(self, untrusted_signal: str) -> bytes:
        """The value that stands there in hexadecimal."""
        if not _HEX.fullmatch(untrusted_signal) or len(untrusted_signal) != 2 * self.value_bytes:
            raise ParameterUnreadable(f"signal: {self.name} has {2 * self.value_bytes} hexadecimal digits")
        return bytes.fromhex(untrusted_signal)

    @property
    def told_as(self) -> tuple[str, ...]:
        """How hits of it are named: an MD5 that one side knows without a size has a name of its own."""
        return (self.algorithm, hashlists.MD5_ALONE) if self.algorithm is Algorithm.MD5 else (self.algorithm,)

    @property
    def value_bytes(self) -> int:
        """How long its values are."""
        return next(one.value_bytes for one in ALGORITHMS if one.name == self.algorithm)


SIGNAL_TYPES = (
    SignalType("pdq", Algorithm.PDQ, frozenset({PHOTO})),
    SignalType("video_md5", Algorithm.MD5, frozenset({VIDEO})),
    SignalType("md5", Algorithm.MD5, frozenset({PHOTO})),
    SignalType("sha1", Algorithm.SHA1, frozenset({PHOTO, VIDEO})),
    SignalType("sha256", Algorithm.SHA256, frozenset({PHOTO, VIDEO})),
)


def signal_type(name: str) -> SignalType:
    """The signal type of that name."""
    found = next((one for one in SIGNAL_TYPES if one.name == name), None)
    if found is None:
        raise NoSuchSignalType
    return found


def types_of(content: str, *, asked: str | None) -> list[SignalType]:
    """The signal types of a content type, or those of them that were asked for, comma between."""
    if content not in {PHOTO, VIDEO}:
        raise NoSuchContentType
    possible = [one for one in SIGNAL_TYPES if content in one.of]
    if asked is None:
        return possible
    wanted = {word.strip() for word in asked.split(",") if word.strip()}
    if not wanted:
        raise ParameterMissing("types")
    if not wanted <= {one.name for one in possible}:
        raise NoSuchSignalType
    return [one for one in possible if one.name in wanted]


def banks_of(asked: str | None) -> frozenset[str] | None:
    """The lists to which the look-up is restricted, or None. A list that is not there is refused: it cannot answer."""
    if not asked:
        return None
    wanted = frozenset(asked.split(","))
    if not wanted <= set(hashlists.names()):
        raise hashlists.NoSuchList
    return wanted


def flag(name: str, untrusted: str | None) -> bool:
    """A yes or no, as HMA writes them."""
    told = {"true": True, "1": True, "false": False, "0": False}.get((untrusted or "false").lower())
    if told is None:
        raise ParameterUnreadable(name)
    return told


def content_id(entry: UUID) -> int:
    """The whole number that stands for an entry: the lowest 53 bits of its id, which are random."""
    return entry.int & _SAFE_WHOLE_NUMBER


def by_bank(hits: Iterable[hashlists.Hit]) -> dict[str, list[dict[str, object]]]:
    """Hits under their lists' names."""
    found: dict[str, list[dict[str, object]]] = {}
    for hit in hits:
        found.setdefault(hit.list_name, []).append(with_distance(hit))
    return found


def with_distance(hit: hashlists.Hit) -> dict[str, object]:
    """One hit, with how many bits apart."""
    return {"bank_content_id": content_id(hit.entry_id), "distance": str(hit.bits_apart)}
