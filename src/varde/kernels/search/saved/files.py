"""Segment files: arrays one behind the other, in blocks with a checksum each. Written once, made durable, then only mapped.

A checksum (CRC-32) finds damage, not an attacker: whoever may write in the folder may change it all, so it is its owner's alone.
"""

from __future__ import annotations

import mmap
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from varde.kernels.search.saved.errors import IndexDamaged

FILE_NAME = re.compile(r"(?:segment|alive)-[0-9a-f]{16}\.varde")
_BLOCK_BYTES = 4 << 20
_ALIGNED_TO = 64
_HEAD = b"varde index, arrays".ljust(_ALIGNED_TO, b"\n")
_KINDS = ("<u8", "<u4", "<u2", "|u1", "<i8", "<i4", ">u8", ">u4", ">u2", ">i8", ">i4")


@dataclass(frozen=True)
class ArrayPlace:
    """Where an array lies in its file."""

    name: str
    kind: str
    shape: tuple[int, ...]
    offset: int


@dataclass(frozen=True)
class FileFacts:
    """A file as the manifest knows it: its name, its length, what lies where, and the checksum of each block."""

    name: str
    bytes: int
    arrays: tuple[ArrayPlace, ...]
    checksums: tuple[int, ...]

    @staticmethod
    def read(untrusted: Mapping[str, Any]) -> FileFacts:
        """Out of the manifest; ValueError, TypeError or KeyError when it cannot be one."""
        places = tuple(ArrayPlace(str(one[0]), str(one[1]), tuple(map(int, one[2])), int(one[3])) for one in untrusted["arrays"])
        facts = FileFacts(str(untrusted["name"]), int(untrusted["bytes"]), places, tuple(map(int, untrusted["checksums"])))
        if not FILE_NAME.fullmatch(facts.name) or len(facts.checksums) != -(-facts.bytes // _BLOCK_BYTES):
            raise ValueError(facts.name)
        for one in places:
            size = int(np.prod(one.shape, dtype=object)) * np.dtype(one.kind).itemsize
            is_within = min(0, *one.shape) == 0 <= one.offset <= facts.bytes - size
            if one.kind not in _KINDS or one.offset % _ALIGNED_TO or not is_within:
                raise ValueError(one.name)
        return facts

    def written(self) -> dict[str, Any]:
        """As JSON has it."""
        arrays = [[one.name, one.kind, list(one.shape), one.offset] for one in self.arrays]
        return {"name": self.name, "bytes": self.bytes, "arrays": arrays, "checksums": list(self.checksums)}


class _Blocks:
    """What is written, cut into blocks and summed on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sum = 0
        self.bytes = 0
        self.checksums: list[int] = []

    def write(self, data: memoryview) -> None:
        while len(data):
            part = data[: _BLOCK_BYTES - self.bytes % _BLOCK_BYTES]
            self._file.write(part)
            self._sum = isal_zlib.crc32(part, self._sum)
            self.bytes += len(part)
            if not self.bytes % _BLOCK_BYTES:
                self._close()
            data = data[len(part) :]

    def _close(self) -> None:
        self.checksums.append(self._sum)
        self._sum = 0

    def finish(self) -> tuple[int, ...]:
        if self.bytes % _BLOCK_BYTES:
            self._close()
        return tuple(self.checksums)


def new_name(of: str) -> str:
    """A name that no file has had before (`of` is "segment" or "alive")."""
    return f"{of}-{secrets.token_hex(8)}.varde"


def write_arrays(folder: Path, name: str, arrays: Mapping[str, NDArray[Any]]) -> FileFacts:
    """Write a new file, durably. OSError when that fails; what is left of it then is the caller's to clear away."""
    places = []
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        blocks = _Blocks(file)
        blocks.write(memoryview(_HEAD))
        for key, array in arrays.items():
            blocks.write(memoryview(bytes(-blocks.bytes % _ALIGNED_TO)))
            places.append(ArrayPlace(key, array.dtype.str, array.shape, blocks.bytes))
            if array.nbytes:
                blocks.write(np.ascontiguousarray(array).data.cast("B"))
        checksums = blocks.finish()
        file.flush()
        os.fsync(file.fileno())
    return FileFacts(name, blocks.bytes, tuple(places), checksums)


class Mapped:
    """A file of an index, mapped read-only."""

    def __init__(self, folder: Path, facts: FileFacts) -> None:
        self.facts = facts
        descriptor = os.open(folder / facts.name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            if os.fstat(descriptor).st_size != facts.bytes:
                raise IndexDamaged(f"{facts.name} is not as long as it was written")
            self._map = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
        finally:
            os.close(descriptor)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What lies in it, nothing copied."""
        return {one.name: self._array(one) for one in self.facts.arrays}

    def _array(self, place: ArrayPlace) -> NDArray[Any]:
        count = int(np.prod(place.shape, dtype=np.int64))
        return np.frombuffer(self._map, place.kind, count, place.offset).reshape(place.shape)

    def damage(self) -> Iterator[str]:
        """Read every byte; name each block whose checksum does not fit."""
        with memoryview(self._map) as whole, ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            sums = pool.map(lambda start: _sum_of(whole, start), range(0, len(whole), _BLOCK_BYTES))
            found = [number for number, (one, told) in enumerate(zip(sums, self.facts.checksums, strict=True)) if one != told]
        for number in found:
            yield f"{self.facts.name}: damaged between bytes {number * _BLOCK_BYTES} and {(number + 1) * _BLOCK_BYTES}"


def _sum_of(whole: memoryview, start: int) -> int:
    with whole[start : start + _BLOCK_BYTES] as block:
        return int(isal_zlib.crc32(block))
