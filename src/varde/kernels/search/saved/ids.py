"""The entries' own ids in few bytes: whole numbers in 8, UUIDs in 16, other text as it is; and back again, and found."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")  # at most 19 digits: all fit into 64 bits
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOW = (1 << 64) - 1

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Ids:
    """`id_key` holds the number, the UUID's lower half (its upper one is in `id_high`), or the text's CRC-32.

    Text lies in `id_text`, that of row r from `id_ends[r - 1]` to `id_ends[r]`. `id_order` has the rows by key, where they do not
    lie so anyway.
    """

    arrays: Arrays

    @staticmethod
    def of(ids: Sequence[str] | NDArray[Any]) -> Ids:
        """The shortest form that gives exactly these ids back."""
        if isinstance(ids, np.ndarray):
            return _ordered({"id_key": ids.astype(np.uint64)}) if ids.ndim == 1 else _of_uuid_bytes(ids)
        if all(map(_NUMBER.fullmatch, ids)):
            return _ordered({"id_key": np.fromiter(map(int, ids), np.uint64, len(ids))})
        if all(map(_UUID.fullmatch, ids)):
            return _of_uuids([int(id_.replace("-", ""), 16) for id_ in ids])
        return _of_text([id_.encode(errors="replace") for id_ in ids])

    def __len__(self) -> int:
        return len(self.arrays["id_key"])

    def text(self, row: int) -> str:
        """The id of one row."""
        if "id_text" in self.arrays:
            return self._bytes(row).decode(errors="replace")
        low = int(self.arrays["id_key"][row])
        return str(UUID(int=int(self.arrays["id_high"][row]) << 64 | low)) if "id_high" in self.arrays else str(low)

    def _bytes(self, row: int) -> bytes:
        ends = self.arrays["id_ends"]
        return self.arrays["id_text"][int(ends[row - 1]) if row else 0 : int(ends[row])].tobytes()

    def rows_of(self, id_: str) -> list[int]:
        """Every row with this id, in order."""
        key = self._key_of(id_)
        if key is None:
            return []
        keys, order = self.arrays["id_key"], self.arrays.get("id_order")

        def row_at(place: int) -> int:
            return place if order is None else int(order[place])

        def key_at(place: int) -> int:
            return int(keys[row_at(place)])

        places = range(len(keys))
        start, stop = bisect_left(places, key, key=key_at), bisect_right(places, key, key=key_at)
        return sorted(row for row in map(row_at, range(start, stop)) if self.text(row) == id_)

    def _key_of(self, id_: str) -> int | None:
        if "id_text" in self.arrays:
            return zlib.crc32(id_.encode(errors="replace"))
        if "id_high" in self.arrays:
            return int(id_.replace("-", ""), 16) & _LOW if _UUID.fullmatch(id_) else None
        return int(id_) if id_.isascii() and id_.isdecimal() else None

    def take(self, rows: NDArray[np.int64]) -> Ids:
        """These rows' ids."""
        if "id_text" in self.arrays:
            return _of_text([self._bytes(int(row)) for row in rows])
        return _ordered({name: self.arrays[name][rows] for name in ("id_key", "id_high") if name in self.arrays})

    @staticmethod
    def joined(parts: Sequence[Ids]) -> Ids:
        """One after the other; of different kinds they become text."""
        kinds = {("id_text" in part.arrays, "id_high" in part.arrays) for part in parts}
        if kinds & {(True, False)} or len(kinds) > 1:
            return _of_text([part.text(row).encode() for part in parts for row in range(len(part))])
        names = [name for name in ("id_key", "id_high") if name in parts[0].arrays]
        return _ordered({name: np.concatenate([part.arrays[name] for part in parts]) for name in names})


def _of_uuids(numbers: list[int]) -> Ids:
    low = np.fromiter((one & _LOW for one in numbers), np.uint64, len(numbers))
    return _ordered({"id_key": low, "id_high": np.fromiter((one >> 64 for one in numbers), np.uint64, len(numbers))})


def _of_uuid_bytes(ids: NDArray[np.uint8]) -> Ids:
    halves = np.ascontiguousarray(ids, np.uint8).reshape(-1, 16).view(">u8").astype(np.uint64)
    return _ordered({"id_key": np.ascontiguousarray(halves[:, 1]), "id_high": np.ascontiguousarray(halves[:, 0])})


def _of_text(ids: list[bytes]) -> Ids:
    ends = np.cumsum(np.fromiter(map(len, ids), np.int64, len(ids)), dtype=np.int64)
    small = np.uint32 if not len(ends) or ends[-1] < 1 << 32 else np.int64
    keys = np.fromiter(map(zlib.crc32, ids), np.uint32, len(ids))
    text = np.frombuffer(b"".join(ids), np.uint8)
    return _ordered({"id_key": keys, "id_ends": ends.astype(small), "id_text": text})


def _ordered(arrays: dict[str, NDArray[Any]]) -> Ids:
    keys = arrays["id_key"]
    if len(keys) and not bool(np.all(keys[1:] >= keys[:-1])):
        arrays["id_order"] = np.argsort(keys, kind="stable").astype(np.uint32)
    return Ids(arrays)
