"""Saved indexes are written and changed: new files first, durable, then the manifest that names them, then the old ones go."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from varde.kernels.search.saved import files, manifest
from varde.kernels.search.saved.adding import Names, added, removed, settled
from varde.kernels.search.saved.errors import (
    IndexBeingChanged,
    IndexDamaged,
    IndexNotWritten,
    IndexOfAnotherVersion,
    NoSuchIndex,
    NotAnIndex,
)
from varde.kernels.search.saved.generation import present
from varde.kernels.search.saved.manifest import Manifest, SegmentPlace
from varde.kernels.search.saved.segment import Segment
from varde.kernels.search.saved.types import Entries
from varde.kernels.search.types import RADIUS_BITS
from varde.kernels.terms import clock

_LOCK = "lock"
_NEW = "manifest.new"
_OURS = {manifest.NAME, _NEW, _LOCK}


def write_index(
    path: Path,
    entries: Iterable[Entries],
    *,
    versions: Mapping[str, str],
    made_from: str = "",
    radius_bits: int = RADIUS_BITS,
    threads: int = 1,
    waits: bool = False,
) -> None:
    """Write a whole index, in place of the one that is there; readers keep theirs until they refresh.

    `versions` are the algorithms' versions, `made_from` is any word of the caller's. An interruption leaves the former one.
    While another process changes it, IndexBeingChanged, or one `waits`.
    """
    taken = list(entries)
    with _locked(path, waits=waits):
        names = Names()
        segments = added((), taken, names, radius_bits=radius_bits, threads=threads)
        told = Manifest(radius_bits, versions, made_from, _generation(path) + 1, clock.now(), *names.both)
        _commit(path, told, segments, {})


def change_index(
    path: Path,
    *,
    remove: Mapping[str, Collection[str]] | None = None,
    remove_lists: Collection[str] = (),
    add: Iterable[Entries] = (),
    made_from: str | None = None,
    threads: int = 1,
    waits: bool = False,
) -> None:
    """Take out entries (list -> ids) and whole lists, then add entries: all of it or nothing. What is there already stays once.

    The cost goes with the change, not with the index, but for now and then joining segments.
    """
    if not (path / manifest.NAME).exists():
        raise NoSuchIndex(path.name)
    taken = list(add)
    with _locked(path, waits=waits):
        now = present(path)
        if damage := [each for one in now.files for each in one.damage()]:
            raise IndexDamaged(damage[0])
        names = Names(now.told.lists, now.told.classes)
        kept = removed(now.segments, names, remove or {}, remove_lists)
        radius = now.told.radius_bits
        segments = settled(added(kept, taken, names, radius_bits=radius, threads=threads), radius_bits=radius, threads=threads)
        word = now.told.made_from if made_from is None else made_from
        told = Manifest(radius, now.told.versions, word, now.told.generation + 1, clock.now(), *names.both)
        _commit(path, told, segments, {id(one.values): place for one, place in zip(now.segments, now.told.segments, strict=True)})


@contextmanager
def _locked(path: Path, *, waits: bool = False) -> Iterator[None]:
    """Alone with the folder, which is made if need be. What the system refuses becomes IndexNotWritten."""
    is_new = False
    try:
        is_new = _made(path)
        with (path / _LOCK).open("ab") as lock:
            (path / _LOCK).chmod(0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            except BlockingIOError:
                raise IndexBeingChanged(path.name) from None
            try:
                yield
            finally:
                _clear(path)
    except OSError as wrong:
        raise IndexNotWritten(wrong.strerror or path.name) from wrong
    finally:
        if is_new and not (path / manifest.NAME).exists():
            _vanish(path)


def _made(path: Path) -> bool:
    if path.is_dir():
        foreign = [one.name for one in path.iterdir() if one.name not in _OURS and not files.FILE_NAME.fullmatch(one.name)]
        if foreign:
            raise NotAnIndex(path.name)
        return False
    if path.exists() or path.is_symlink():
        raise NotAnIndex(path.name)
    path.mkdir(mode=0o700, exist_ok=True)
    return True


def _generation(path: Path) -> int:
    try:
        return manifest.read(path)[0].generation
    except (NoSuchIndex, IndexDamaged, IndexOfAnotherVersion):
        return 0


def _commit(path: Path, told: Manifest, segments: Iterable[Segment], known: Mapping[int, SegmentPlace]) -> None:
    """Write what is new, and the manifest last."""
    places = tuple(_written(path, one, known.get(id(one.values))) for one in segments)
    with (path / _NEW).open("wb") as file:
        (path / _NEW).chmod(0o600)
        file.write(replace(told, segments=places).written())
        file.flush()
        os.fsync(file.fileno())
    (path / _NEW).rename(path / manifest.NAME)
    _sync(path)


def _written(path: Path, segment: Segment, known: SegmentPlace | None) -> SegmentPlace:
    counts = segment.counts()
    file = known.file if known else files.write_arrays(path, files.new_name("segment"), segment.arrays())
    if segment.is_alive is None:
        return SegmentPlace(segment.algorithm, file, None, counts)
    if known and known.alive and dict(known.counts) == counts:
        return known  # only ever more is removed, so equal counts are equal rows
    alive = files.write_arrays(path, files.new_name("alive"), {"alive": np.packbits(segment.is_alive)})
    return SegmentPlace(segment.algorithm, file, alive, counts)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear(path: Path) -> None:
    """Take away what no manifest names: what a change made superfluous, or an interruption left."""
    try:
        named = manifest.read(path)[0].file_names
    except NoSuchIndex:
        named = set()
    except (IndexDamaged, IndexOfAnotherVersion):
        return
    for one in path.iterdir():
        if one.name == _NEW or (files.FILE_NAME.fullmatch(one.name) and one.name not in named):
            with suppress(OSError):
                one.unlink()


def _vanish(path: Path) -> None:
    with suppress(OSError):
        (path / _LOCK).unlink()
        path.rmdir()
