"""The whole finding of `POST /api/v1/match`: what was asked, in which ways, what the lists know, and as of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from varde.doors.api.matching.errors import FileUndecodable, QualityTooLow
from varde.doors.api.matching.examining import Examined
from varde.keeps.hashlists import face as hashlists
from varde.kernels.hashing import Fingerprints
from varde.kernels.media import Undecodable
from varde.kernels.terms import clock


@dataclass(frozen=True, slots=True)
class ToldDigests:
    """Digests as hexadecimal."""

    sha256: str | None
    sha1: str | None
    md5: str | None


@dataclass(frozen=True, slots=True)
class ToldFingerprint:
    """A perceptual fingerprint; `compared` is false when its quality was too low to say anything."""

    algorithm: str
    value: str
    quality_percent: int | None
    at_ms: int | None
    compared: bool


@dataclass(frozen=True, slots=True)
class ToldMedia:
    """What the decoder found the file to be; width and height are pixels as stored."""

    kind: str
    format: str
    width: int
    height: int
    duration_ms: int | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ToldHit:
    """An entry of a list. `scheme` says whose words the classification is in; null where the list does not say."""

    list: str
    entry: UUID
    algorithm: str
    bits_apart: int
    attested_by: tuple[str, ...]
    classification: str | None
    scheme: str | None


@dataclass(frozen=True, slots=True)
class ToldWay:
    """A way of looking, and why it was not gone; null when it was."""

    way: str
    not_gone: str | None


@dataclass(frozen=True, slots=True)
class ToldIndex:
    """The edition of the lists that answered, its perceptual entries, and since when this process has held it."""

    edition: UUID | None
    entries: int
    read_at: datetime
    age_seconds: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer. Without a hit every way that could have found one was gone: else the answer is an error."""

    size: int | None
    digests: ToldDigests
    media: ToldMedia | None
    fingerprints: tuple[ToldFingerprint, ...]
    unhashable_frames: int
    hits: tuple[ToldHit, ...]
    ways: tuple[ToldWay, ...]
    index: ToldIndex


def of_file(file: Examined) -> Finding:
    """Ask the lists about an examined file."""
    told = hashlists.ask([*file.of_bytes, *file.of_looks])
    untold = file.untold
    if not told.hits and untold is not None:
        raise untold
    digests, seen = file.digests, file.seen
    prints = seen.fingerprints if isinstance(seen, Fingerprints) else ()
    return Finding(
        size=digests.size,
        digests=ToldDigests(digests.sha256.hex(), digests.sha1.hex(), digests.md5.hex()),
        media=_media(seen),
        fingerprints=tuple(
            ToldFingerprint(one.algorithm, one.hex, one.quality_percent, one.at_ms, asked.is_comparable)
            for one, asked in zip(prints, file.of_looks, strict=True)
        ),
        unhashable_frames=seen.unhashable_frames if isinstance(seen, Fingerprints) else 0,
        hits=_hits(told),
        ways=(*(ToldWay(name, None) for name in ("sha256", "sha1", "md5")), ToldWay("pdq", _why(file))),
        index=index(told.index),
    )


def _why(file: Examined) -> str | None:
    if isinstance(file.seen, Undecodable):
        return f"{FileUndecodable.code}: {file.seen.reason}"
    return file.untold.code if file.untold else None


def of_values(asked: Sequence[hashlists.Asked], *, size: int | None) -> Finding:
    """Ask the lists about digests and fingerprints that the asker has made."""
    told = hashlists.ask(asked)
    silent = [one for one in asked if not one.is_comparable]
    if silent and not told.hits:
        raise QualityTooLow
    named: dict[hashlists.Algorithm, str] = {
        one.algorithm: one.value.hex() for one in asked if one.algorithm is not hashlists.Algorithm.PDQ
    }
    looks = [one for one in asked if one.algorithm is hashlists.Algorithm.PDQ]
    return Finding(
        size=size,
        digests=ToldDigests(*(named.get(each) for each in _OF_BYTES)),
        media=None,
        fingerprints=tuple(
            ToldFingerprint(one.algorithm, one.value.hex(), one.quality_percent, None, one.is_comparable) for one in looks
        ),
        unhashable_frames=0,
        hits=_hits(told),
        ways=tuple(ToldWay(way, _not_asked(way, asked)) for way in (*_OF_BYTES, hashlists.Algorithm.PDQ)),
        index=index(told.index),
    )


_OF_BYTES = (hashlists.Algorithm.SHA256, hashlists.Algorithm.SHA1, hashlists.Algorithm.MD5)


def _not_asked(way: hashlists.Algorithm, asked: Sequence[hashlists.Asked]) -> str | None:
    mine = [one for one in asked if one.algorithm is way]
    if not mine:
        return "not_asked"
    return None if all(one.is_comparable for one in mine) else QualityTooLow.code


def _media(seen: Fingerprints | Undecodable | None) -> ToldMedia | None:
    if not isinstance(seen, Fingerprints):
        return None
    one = seen.examined
    return ToldMedia(one.kind, one.format, one.width, one.height, one.duration_ms, one.is_whole)


def _hits(told: hashlists.Told) -> tuple[ToldHit, ...]:
    return tuple(
        ToldHit(hit.list_name, hit.entry_id, hit.algorithm, hit.bits_apart, hit.attested_by, hit.classification, None)
        for hit in told.hits
    )


def index(state: hashlists.IndexState) -> ToldIndex:
    """The index as it is told."""
    age = (clock.now() - state.read_at).total_seconds()
    return ToldIndex(state.edition, state.entries, state.read_at, max(0.0, age))
