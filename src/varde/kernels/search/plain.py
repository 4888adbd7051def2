"""The meaning of near: slow, plain, and what every faster index must agree with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic

from varde.kernels.search.types import RADIUS_BITS, VALUE_BYTES, Id, Neighbour


def bits_apart(one: bytes, other: bytes) -> int:
    """In how many bits two values differ."""
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def near(value: bytes, among: Iterable[tuple[Id, bytes]], *, radius_bits: int = RADIUS_BITS) -> list[Neighbour[Id]]:
    """Every entry at most `radius_bits` away, nearest first, equally near ones in the order given."""
    found = [Neighbour(id_, bits_apart(value, other)) for id_, other in among]
    return sorted((one for one in found if one.bits_apart <= radius_bits), key=lambda one: one.bits_apart)


class PlainIndex(Generic[Id]):
    """The same as an index."""

    def __init__(self) -> None:
        self._entries: dict[tuple[Id, bytes], None] = {}

    def add(self, entries: Iterable[tuple[Id, bytes]]) -> None:
        """Take entries in; one that is there stays there once."""
        for id_, value in entries:
            checked(value)
            self._entries.setdefault((id_, bytes(value)))

    def remove(self, ids: Iterable[Id]) -> int:
        """Take out every entry with one of these ids."""
        gone, before = set(ids), len(self._entries)
        self._entries = {entry: None for entry in self._entries if entry[0] not in gone}
        return before - len(self._entries)

    def near(self, values: list[bytes], *, radius_bits: int = RADIUS_BITS) -> list[list[Neighbour[Id]]]:
        """Each value's neighbours."""
        return [near(checked(value), self._entries, radius_bits=radius_bits) for value in values]

    def __len__(self) -> int:
        return len(self._entries)


def checked(value: bytes) -> bytes:
    """A value of the right length, or ValueError: a mistake of the caller's, not of the data."""
    if len(value) != VALUE_BYTES:
        raise ValueError(f"a fingerprint has {VALUE_BYTES} bytes")
    return value
