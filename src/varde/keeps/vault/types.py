from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol

from varde.kernels.hashing import Fingerprint
from varde.kernels.media import MediaFormat, MediaKind
from varde.kernels.terms.ids import ObjectId


class Purpose(StrEnum):
    """What evidence may be opened for; stands in the ledger with each opening."""

    FINGERPRINT = "fingerprint"
    REVIEW = "review"
    FILE_TIP = "file_tip"
    REFER = "refer"
    CASEWORK = "casework"
    EXPORT = "export"


class ObjectKind(StrEnum):
    """Evidence, or a document of the station's own (a letter, a receipt)."""

    EVIDENCE = "evidence"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed object: its size in bytes and its digests. `is_new` is False when the vault had these bytes already."""

    id: ObjectId
    size: int
    sha256: bytes
    sha1: bytes
    md5: bytes
    is_new: bool = False

    @property
    def fingerprints(self) -> tuple[Fingerprint, ...]:
        """None: what is known of the bytes alone, so that an undecodable file can be looked up by its digests."""
        return ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What a decoded object was found to be, its digests, and its perceptual fingerprints in order of time.

    Width and height are pixels as stored; `is_whole` is false when only a part of the file could be read.
    """

    object: ObjectId
    size: int
    sha256: bytes
    sha1: bytes
    md5: bytes
    kind: MediaKind
    format: MediaFormat
    width: int
    height: int
    duration_ms: int | None
    is_whole: bool
    fingerprints: tuple[Fingerprint, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """An object that resembles another: by which algorithm, how many bits apart.

    Of videos, `share_of_frames` (0 to 1) is how much of one lies in the other, whichever is more; the bits are the median over
    the shared frames; of pictures it is None.
    """

    object: ObjectId
    algorithm: str
    bits_apart: int
    share_of_frames: float | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a store: its object's id (None for a draft that never got its name) and when it was written."""

    id: ObjectId | None
    name: str
    written_at: datetime


class Draft(Protocol):
    """A file being written; it exists under its name only after `keep`."""

    def write(self, data: bytes) -> None:
        """Append."""
        ...

    def keep(self) -> None:
        """Make it last: synced, named, directory synced."""
        ...

    def drop(self) -> None:
        """Leave nothing behind; harmless after `keep`."""
        ...


class Store(Protocol):
    """Where sealed files lie. A store sees ciphertext and ids only."""

    def draft(self, id_: ObjectId) -> Draft:
        """Begin a new file."""
        ...

    def open(self, id_: ObjectId) -> AbstractContextManager[BinaryIO]:
        """The sealed file, seekable; EvidenceMissing when it is gone."""
        ...

    def remove(self, id_: ObjectId) -> None:
        """Remove the file; harmless when it is gone."""
        ...

    def files(self) -> Iterator[StoredFile]:
        """Everything that lies there, drafts too."""
        ...

    def discard(self, file: StoredFile) -> None:
        """Remove a file that no row names."""
        ...


@dataclass(frozen=True, slots=True)
class Swept:
    """Outcome of a sweep: orphan files removed, and objects whose file is missing (an alarm; nothing is removed for them)."""

    removed: int
    missing: tuple[ObjectId, ...]
