"""The manifest of a saved index: which files it consists of, what they hold and by whom they were made.

Its first line says its format and the SHA-256 of the rest, which is JSON. A new generation is a new manifest renamed into place.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from varde.kernels.search.saved.errors import IndexDamaged, IndexOfAnotherVersion, NoSuchIndex
from varde.kernels.search.saved.files import FileFacts
from varde.kernels.search.tables import LAYOUT
from varde.kernels.terms import clock

NAME = "manifest"
FORMAT = 1
_MOST_BYTES = 64 << 20
_WORD = "varde-index"
Signature = tuple[int, int, int]  # of a file's generation: inode, length, time of change


@dataclass(frozen=True)
class SegmentPlace:
    """A segment's files, and how many entries live in it by the number of their list."""

    algorithm: str
    file: FileFacts
    alive: FileFacts | None
    counts: Mapping[int, int]


@dataclass(frozen=True)
class Manifest:
    """One generation. `lists` and `classes` are the names behind the numbers in the columns (a class's number is one more)."""

    radius_bits: int
    versions: Mapping[str, str]
    made_from: str = ""
    generation: int = 0
    built_at: datetime = field(default_factory=clock.now)
    lists: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    segments: tuple[SegmentPlace, ...] = ()

    def written(self) -> bytes:
        """The file's bytes."""
        body = {
            "layout": LAYOUT, "byte_order": sys.byteorder, "radius_bits": self.radius_bits, "versions": dict(self.versions),
            "made_from": self.made_from, "generation": self.generation, "built_at": self.built_at.isoformat(),
            "lists": self.lists, "classes": self.classes, "segments": [_segment_written(one) for one in self.segments],
        }  # fmt: skip
        rest = json.dumps(body).encode()
        return f"{_WORD} {FORMAT} {hashlib.sha256(rest).hexdigest()}\n".encode() + rest

    @property
    def file_names(self) -> set[str]:
        """Every file that belongs to this generation."""
        return {file.name for one in self.segments for file in (one.file, one.alive) if file}


def _segment_written(one: SegmentPlace) -> dict[str, Any]:
    alive = one.alive and one.alive.written()
    return {"algorithm": one.algorithm, "file": one.file.written(), "alive": alive, "counts": sorted(one.counts.items())}


def read(folder: Path) -> tuple[Manifest, Signature]:
    """The present generation, and how to recognise that it is no longer present."""
    try:
        with (folder / NAME).open("rb") as file:
            raw = file.read(_MOST_BYTES)
            signature = _signature(os.fstat(file.fileno()))
    except (FileNotFoundError, NotADirectoryError):
        raise NoSuchIndex(folder.name) from None
    except OSError as wrong:
        raise IndexDamaged(wrong.strerror or NAME) from wrong
    return _parsed(raw), signature


def signature(folder: Path) -> Signature | None:
    """The present generation's; None when there is no index any more."""
    try:
        return _signature((folder / NAME).stat())
    except OSError:
        return None


def _signature(stat: os.stat_result) -> Signature:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _parsed(raw: bytes) -> Manifest:
    head, _, rest = raw.partition(b"\n")
    words = head.split(b" ")
    if len(words) != 3 or words[0] != _WORD.encode():
        raise IndexDamaged(NAME)
    if words[1] != str(FORMAT).encode():
        raise IndexOfAnotherVersion("its format")
    if words[2] != hashlib.sha256(rest).hexdigest().encode():
        raise IndexDamaged(NAME)
    try:
        return _of_json(json.loads(rest))
    except (ValueError, TypeError, KeyError, IndexError) as wrong:
        raise IndexDamaged(NAME) from wrong


def _of_json(body: Mapping[str, Any]) -> Manifest:
    if (body["layout"], body["byte_order"]) != (LAYOUT, sys.byteorder):
        raise IndexOfAnotherVersion("its tables' layout")
    segments = tuple(
        SegmentPlace(
            str(one["algorithm"]), FileFacts.read(one["file"]), one["alive"] and FileFacts.read(one["alive"]), dict(one["counts"])
        )
        for one in body["segments"]
    )
    return Manifest(
        int(body["radius_bits"]), {str(name): str(version) for name, version in body["versions"].items()}, str(body["made_from"]),
        int(body["generation"]), datetime.fromisoformat(body["built_at"]), tuple(map(str, body["lists"])),
        tuple(map(str, body["classes"])), segments,
    )  # fmt: skip
