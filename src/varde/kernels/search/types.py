"""What a search gives."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Id = TypeVar("Id", bound=Hashable)

VALUE_BYTES = 32
RADIUS_BITS = 31  # PDQ's published radius


@dataclass(frozen=True)
class Neighbour(Generic[Id]):
    """An entry near the query: whose it is, and in how many of 256 bits it differs."""

    id: Id
    bits_apart: int


class Index(Protocol[Id]):
    """Entries of 32 bytes, each with an id of the caller's; the same id may stand on many values and the other way round."""

    def add(self, entries: Iterable[tuple[Id, bytes]]) -> None:
        """Take entries in; an entry that is already there stays there once."""

    def remove(self, ids: Iterable[Id]) -> int:
        """Take out every entry with one of these ids; says how many there were."""

    def near(self, values: list[bytes], *, radius_bits: int = RADIUS_BITS) -> list[list[Neighbour[Id]]]:
        """For each value all entries within the radius, nearest first, equally near ones in the order they were added."""

    def __len__(self) -> int: ...
