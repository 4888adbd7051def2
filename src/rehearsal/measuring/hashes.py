"""Lists of PDQ-like values: random ones, and ones that lie as those of real pictures do.

"Natural" values are signs of cosine coefficients of pictures made of noise with a natural spectrum and a few rectangles of
light, above their lower median, as PDQ takes them. Their bits depend on each other, which random ones do not, and a search
that is quick on random values only shows it here. One in ten is a near copy of another. 256-bit values are uint64[n, 4],
each row the 32 bytes as they come.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
_SIDE, _KEPT, _BODIES, _CHUNK = 64, 16, 5, 1 << 15
_COPIES = 10  # one in so many
MADE = 2  # change it when the values would be others


def random(count: int, *, seed: int = 1) -> Words:
    """Every bit a coin's."""
    return np.random.default_rng(seed).integers(0, 2**64, (count, 4), np.uint64)


def natural(count: int, *, seed: int = 1, threads: int = 2) -> Words:
    """As of real pictures. The first n of a longer list are the list of n."""
    chunks = range(0, count, _CHUNK)
    with ThreadPoolExecutor(threads) as pool:
        made = list(pool.map(lambda start: _chunk(seed, start // _CHUNK), chunks))
    return np.ascontiguousarray(np.concatenate([*made, np.empty((0, 4), np.uint64)])[:count])


def _chunk(seed: int, number: int) -> Words:
    rng = np.random.default_rng([seed, number])
    down, across = np.mgrid[1 : _KEPT + 1, 1 : _KEPT + 1]
    fall = (1 / np.hypot(down, across) ** 1.2).astype(np.float32)
    coefficients = rng.standard_normal((_CHUNK, _KEPT, _KEPT), dtype=np.float32) * fall
    spans = _spans()
    for body in range(_BODIES):
        light = rng.standard_normal(_CHUNK, dtype=np.float32) * np.float32(0.5 / (1 + 0.3 * body))
        tall, wide = (spans[rng.integers(0, len(spans), _CHUNK)] for _ in range(2))
        coefficients += (light[:, None] * tall)[:, :, None] * wide[:, None, :]
    copies = _CHUNK // _COPIES  # of others, re-encoded more or less harshly, as every real list has them
    changes = rng.standard_normal((copies, _KEPT, _KEPT), dtype=np.float32) * rng.uniform(0.01, 0.2, (copies, 1, 1)) * fall
    coefficients[-copies:] = coefficients[rng.integers(0, _CHUNK - copies, copies)] + changes
    flat = coefficients.reshape(_CHUNK, _KEPT * _KEPT)
    middle = _KEPT * _KEPT // 2 - 1
    median = np.partition(flat, middle, axis=1)[:, middle : middle + 1]
    values = np.packbits(flat > median, axis=1).view(np.uint64)
    return rng.permutation(values)


def _spans() -> NDArray[np.float32]:
    """The cosine coefficients 1 to 16 of every interval of 6 to 48 of 64 samples."""
    row, column = np.arange(1, _KEPT + 1)[:, None], np.arange(_SIDE)[None, :]
    cosines = np.sqrt(2 / _SIDE) * np.cos(np.pi / 2 / _SIDE * row * (2 * column + 1))
    running = np.concatenate([np.zeros((_KEPT, 1)), np.cumsum(cosines, axis=1)], axis=1)
    pairs = [(start, stop) for start in range(_SIDE) for stop in range(start + 6, min(start + 48, _SIDE) + 1)]
    return np.stack([running[:, stop] - running[:, start] for start, stop in pairs]).astype(np.float32)


def planted(words: Words, *, rows: NDArray[np.int64], bits: NDArray[np.int64], seed: int = 2) -> Words:
    """For each given row a query that differs from it in exactly so many bits."""
    rng = np.random.default_rng(seed)
    order = np.argsort(rng.random((len(rows), 256), dtype=np.float32), axis=1)
    flips = np.zeros((len(rows), 256), np.uint8)
    np.put_along_axis(flips, order, (np.arange(256)[None, :] < bits[:, None]).astype(np.uint8), axis=1)
    return words[rows] ^ np.packbits(flips, axis=1).view(np.uint64)


def kept(count: int, *, kept_in: Path, seed: int = 1) -> Path:
    """The natural values as a file of 32 bytes each, made once."""
    path = kept_in / f"hashes-{MADE}-{seed}-{count}.bin"
    if not path.exists():
        kept_in.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        natural(count, seed=seed).tofile(half)
        half.replace(path)
    return path
