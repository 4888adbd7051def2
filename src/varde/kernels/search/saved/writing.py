"""Saved indexes are written and changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from varde.kernels.search.saved.types import Entries
from varde.kernels.search.types import RADIUS_BITS


def write_index(
    path: Path,
    entries: Iterable[Entries],
    *,
    versions: Mapping[str, str],
    made_from: str = "",
    radius_bits: int = RADIUS_BITS,
    threads: int = 1,
) -> None:
    """Write a whole index, in place of the one that is there; `versions` are the algorithms' versions, `made_from` is any word of the caller's."""
    raise NotImplementedError


def change_index(
    path: Path,
    *,
    remove: Mapping[str, Collection[str]] | None = None,
    remove_lists: Collection[str] = (),
    add: Iterable[Entries] = (),
    made_from: str | None = None,
    threads: int = 1,
) -> None:
    """Take out entries (list -> ids) and whole lists, then add entries: all of it or nothing."""
    raise NotImplementedError
