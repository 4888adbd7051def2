"""Damaged files: a valid answer or none, and never a step outside an array."""

from __future__ import annotations

import numpy as np
import pytest

from unit.kernels.media.jpeg.made_jpegs import drawn, jpeg, read
from unit.kernels.media.jpeg.plain_python import run_in_plain_python
from varde.kernels.media.jpeg.errors import UnusualJpeg

FILES = [
    jpeg(drawn(7, width=48, height=40)),
    jpeg(drawn(7, width=40, height=40), subsampling="4:4:4", quality=95, restart_marker_blocks=3),
    jpeg(drawn(7, width=48, height=33), progressive=True),
    jpeg(drawn(7, width=33, height=48, mode="L"), progressive=True, restart_marker_rows=1),
]


def mutants(file: bytes, *, count: int, seed: int) -> list[bytes]:
    """Bits turned, bytes set, pieces cut out or put in twice; half of them behind the tables."""
    made, found = np.random.default_rng(seed), []
    entropy = file.index(b"\xff\xda")
    for number in range(count):
        data = bytearray(file)
        for _ in range(int(made.integers(1, 4))):
            at = int(made.integers(entropy if number % 2 else 2, len(data)))
            match made.integers(0, 4):
                case 0:
                    data[at] ^= 1 << int(made.integers(0, 8))
                case 1:
                    data[at] = int(made.choice((0, 1, 0x7F, 0xD0, 0xD9, 0xFF)))
                case 2:
                    del data[at : at + int(made.integers(1, 9))]
                case _:
                    data[at:at] = data[at : at + int(made.integers(1, 40))]
        found.append(bytes(data))
    return found


def outcomes(files: list[bytes]) -> list[bytes | None]:
    found: list[bytes | None] = []
    for file in files:
        for side in (1, 2):
            try:
                luma = read(file, side=side).luma
            except UnusualJpeg:
                found.append(None)
            else:
                assert np.isfinite(luma).all()
                assert luma.min() >= 0
                assert luma.max() <= 255
                found.append(luma.tobytes())
    return found


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_gives_a_picture_or_none(file: bytes) -> None:
    """Several hundred of each kind."""
    found = outcomes(mutants(file, count=400, seed=11))
    assert None in found
    assert any(one is not None for one in found)


@pytest.mark.parametrize("file", FILES)
def test_no_index_is_ever_outside_its_array(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in plain Python, which checks each; and it comes to the same."""
    damaged = [file, *mutants(file, count=25, seed=13)]
    fast = outcomes(damaged)
    run_in_plain_python(monkeypatch)
    with np.errstate(over="ignore"):
        assert outcomes(damaged) == fast
