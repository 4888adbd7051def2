from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Algorithm(StrEnum):
    """What a list may hold."""

    SHA256 = "sha256"
    SHA1 = "sha1"
    MD5 = "md5"  # with the size in bytes
    PDQ = "pdq"


class EntryState(StrEnum):
    """Where an entry stands. Proposed and attested entries hit, others do not."""

    PROPOSED = "proposed"
    ATTESTED = "attested"  # by two organisations or more
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"  # by this station, until it is resumed


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as a list brings it; `size` is the file's size in bytes, needed for MD5."""

    algorithm: Algorithm
    value: bytes
    classification: str | None = None
    size: int | None = None
    attested_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list, its source, and how often it was changed."""

    name: str
    source: str
    version: int
    entries: int


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """One entry and who vouches for it."""

    id: UUID
    list_name: str
    algorithm: Algorithm
    value: bytes
    size: int | None
    classification: str | None
    state: EntryState
    attested_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A file is in a list: which list, which entry, by which algorithm, how many bits apart, attested by whom."""

    list_name: str
    entry_id: UUID
    algorithm: str
    bits_apart: int
    attested_by: tuple[str, ...]
    classification: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """Outcome of an import."""

    added: int
    already_known: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a source's list was fetched. `until` is None when no range is under way; an empty `next` is its first page."""

    done_until: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    next: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page of an exchange changed: files new, files changed, files gone; the others were known so already."""

    added: int = 0
    changed: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Entries of a list: one by its id; or those of a member, those that came from `since` until before `until`, or both."""

    entry: UUID | None = None
    member: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def facts(self) -> dict[str, str]:
        """For the ledger."""
        stated = {"entry": self.entry, "member": self.member, "since": self.since, "until": self.until}
        return {name: told if isinstance(told, str) else str(told) for name, told in stated.items() if told is not None}


class Perceptual(Protocol):
    """One perceptual fingerprint (`kernels/hashing` makes them)."""

    @property
    def algorithm(self) -> str:
        """Its name."""
        ...

    @property
    def value(self) -> bytes:
        """Its bits."""
        ...

    @property
    def quality_percent(self) -> int:
        """How much there was to see."""
        ...


class Fingerprinted(Protocol):
    """What is looked up: a file's size, digests and perceptual fingerprints (none when it could not be decoded)."""

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def sha256(self) -> bytes:
        """32 bytes."""
        ...

    @property
    def sha1(self) -> bytes:
        """20 bytes."""
        ...

    @property
    def md5(self) -> bytes:
        """16 bytes."""
        ...

    @property
    def fingerprints(self) -> Sequence[Perceptual]:
        """Of a picture one or two, of a video one per sampled frame."""
        ...
