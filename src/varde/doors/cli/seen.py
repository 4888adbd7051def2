"""What was found of one file, and the JSON line that says so; a line is read back to the same."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from varde.kernels.terms.errors import VardeError

if TYPE_CHECKING:
    from varde.kernels.hashing import Digests, Fingerprint
    from varde.kernels.media import Examined, Undecodable

DIGESTS = ("sha256", "sha1", "md5")

_SAYS = {
    "empty": "the file is empty",
    "unknown_format": "it is in no format that is opened",
    "unsupported": "HEIC is read only with the extra: pip install 'varde[heic]'",
    "too_large": "it is larger than is opened",
    "too_many_pixels": "it has more pixels than are decoded",
    "damaged": "it is damaged",
    "no_picture": "there is no picture in it",
    "timed_out": "it took too long to decode",
    "out_of_memory": "it needs more memory than is given",
    "crashed": "the decoder crashed over it",
    "bad_reply": "the decoder said what cannot be true",
    "sandbox_too_weak": "nothing is decoded here: the sandbox is too weak (see varde doctor)",
}


class NotALine(VardeError):
    """A line is not as `varde hash` writes it; make the file anew with `varde hash`."""

    code: ClassVar[str] = "not_a_line"


@dataclass(frozen=True)
class Seen:
    """One file: its digests by name, what it is, its fingerprints in order of time; and an error where something failed."""

    path: str
    size: int | None = None
    digests: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    fingerprints: tuple[Fingerprint, ...] = ()
    error: dict[str, str] | None = None

    @property
    def is_video(self) -> bool:
        """Is it a video, also where no frame of it could be fingerprinted?"""
        return self.facts.get("kind") == "video" or any(one.at_ms is not None for one in self.fingerprints)

    def line(self) -> str:
        """As JSON in one line of ASCII, whatever the path is made of."""
        return json.dumps(self._row())

    def _row(self) -> dict[str, Any]:
        row: dict[str, Any] = spelled(self.path)
        if self.size is not None:
            row["size"] = self.size
        row |= {name: value.hex() for name, value in self.digests.items()}
        if self.error:
            return row | {"error": self.error}
        return row | self.facts | {"fingerprints": [_of_fingerprint(one) for one in self.fingerprints]}


def spelled(path: str) -> dict[str, str]:
    """The path as text; one that is not UTF-8 also as bytes, since JSON's readers disagree about such text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return {"path": path, "path_bytes_hex": os.fsencode(path).hex()}
    return {"path": path}


def _of_fingerprint(one: Fingerprint) -> dict[str, Any]:
    return {
        "algorithm": one.algorithm,
        "version": one.version,
        "value": one.hex,
        "quality_percent": one.quality_percent,
        "at_ms": one.at_ms,
        "exact": one.is_exact,
    }


def of_file(path: str, digests: Digests | None, seen: Examined | Undecodable | OSError) -> Seen:
    """What the decoder and the digester found."""
    from varde.kernels.hashing import of_examined
    from varde.kernels.media import Undecodable

    if isinstance(seen, OSError) or digests is None:
        says = (seen.strerror or str(seen)) if isinstance(seen, OSError) else "it could not be read"
        return Seen(path, error={"code": "unreadable", "says": says})
    values = {name: getattr(digests, name) for name in DIGESTS}
    if isinstance(seen, Undecodable):
        error = {"code": seen.reason.value, "says": _SAYS[seen.reason.value]}
        return Seen(path, digests.size, values, error=error)
    found = of_examined(seen)
    return Seen(path, digests.size, values, _facts(seen, found.unhashable_frames), found.fingerprints)


def _facts(seen: Examined, unhashable: int) -> dict[str, Any]:
    facts = {
        "kind": seen.kind.value,
        "format": seen.format.value,
        "width": seen.width,
        "height": seen.height,
        "duration_ms": seen.duration_ms,
        "is_whole": seen.is_whole,
        "unhashable_frames": unhashable,
    }
    return facts if seen.duration_ms is None else facts | {"sampling": seen.how.sampling.value.replace("_", "-")}


def of_line(line: str, number: int) -> Seen:
    """What `varde hash` wrote; NotALine for anything else."""
    try:
        row = json.loads(line)
        path = os.fsdecode(bytes.fromhex(row["path_bytes_hex"]) if "path_bytes_hex" in row else os.fsencode(row["path"]))
        digests = {name: bytes.fromhex(row[name]) for name in DIGESTS if name in row}
        found = tuple(_fingerprint(one) for one in row.get("fingerprints", ()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotALine(f"line {number}") from None
    known = {"path", "path_bytes_hex", "size", "fingerprints", "error", *DIGESTS}
    return Seen(
        path, row.get("size"), digests, {name: held for name, held in row.items() if name not in known}, found, row.get("error")
    )


def _fingerprint(row: dict[str, Any]) -> Fingerprint:
    from varde.kernels.hashing import Fingerprint

    value, quality, at_ms = bytes.fromhex(row["value"]), row["quality_percent"], row["at_ms"]
    if row["algorithm"] == "pdq" and len(value) != 32:
        raise ValueError
    if type(quality) is not int or not (at_ms is None or type(at_ms) is int):
        raise TypeError
    return Fingerprint(str(row["algorithm"]), str(row["version"]), value, quality, at_ms, bool(row["exact"]))
