"""One hexadecimal value a line: ten million of them in seconds, since clean lines are read many at once."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from varde.kernels.wire.lists import lines
from varde.kernels.wire.lists.bulk import Block
from varde.kernels.wire.lists.types import BadLine, ListEntry
from varde.kernels.wire.lists.values import VALUE_BYTES, by_digits, clear_value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME_LIMIT = 1024
_WORTH_A_BLOCK = 64


def entries(piece: lines.Piece, algorithm: str | None) -> Iterator[Block | ListEntry | BadLine]:
    """What stands in a piece. Lines that begin with # are remarks."""
    import numpy as np

    held = np.frombuffer(piece.lines, np.uint8)
    ends = np.flatnonzero(held == ord("\n"))
    ends = ends if held[-1] == ord("\n") else np.append(ends, len(held))
    starts = np.concatenate(([0], ends[:-1] + 1))
    widths = ends - starts
    widths -= (widths > 0) & (held[ends - 1] == ord("\r"))
    is_left = widths > 0
    for told in [algorithm] if algorithm else _told_by_length(widths):
        places = np.flatnonzero(widths == 2 * VALUE_BYTES[told])
        if len(places) < _WORTH_A_BLOCK:
            continue
        values, is_good = _decoded(held, starts[places], 2 * VALUE_BYTES[told])
        yield Block(told, values[is_good], (piece.first_line + places[is_good]).astype(np.int64), {})
        is_left[places[is_good]] = False
    for place in np.flatnonzero(is_left):
        text = piece.lines[int(starts[place]) : int(starts[place] + widths[place])]
        found = _one(text, piece.first_line + int(place), algorithm)
        if found:
            yield found


def _told_by_length(widths: NDArray[np.int64]) -> list[str]:
    import numpy as np

    common = np.flatnonzero(np.bincount(np.minimum(widths, 1024)) >= _WORTH_A_BLOCK)
    return [told for width in common if (told := by_digits(int(width)))]


def _decoded(held: NDArray[np.uint8], starts: NDArray[np.int64], digits: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Each value of so many digits, and whether it is one (what is not reads 0)."""
    import numpy as np

    rows = _rows(held, starts, digits)
    is_good: NDArray[np.bool_] = np.ones(len(rows), bool)
    try:
        joined = binascii.unhexlify(rows.tobytes())
    except ValueError:
        is_good = np.asarray(_is_digit()[rows].all(axis=1))
        joined = binascii.unhexlify(np.where(is_good[:, None], rows, np.uint8(ord("0"))).tobytes())
    return np.frombuffer(joined, np.uint8).reshape(-1, digits // 2), is_good


def _rows(held: NDArray[np.uint8], starts: NDArray[np.int64], digits: int) -> NDArray[np.uint8]:
    """Evenly spaced lines are seen where they lie, others are gathered."""
    import numpy as np

    seen = np.lib.stride_tricks.sliding_window_view(held, digits)
    steps = np.diff(starts)
    if len(steps) and (steps == steps[0]).all():
        return seen[int(starts[0]) : int(starts[-1]) + 1 : int(steps[0])]
    gathered: NDArray[np.uint8] = seen[starts]
    return gathered


def _is_digit() -> NDArray[np.bool_]:
    import numpy as np

    table = np.zeros(256, bool)
    table[list(b"0123456789abcdefABCDEF")] = True
    return table


def _one(line: bytes, number: int, algorithm: str | None) -> ListEntry | BadLine | None:
    """A line with a name behind its value, with blanks, a remark, or a bad one."""
    try:
        text = line.decode().strip()
        if not text or text.startswith("#"):
            return None
        value, _, name = text.partition(" ") if " " in text else text.partition("\t")
        named = name.strip().removeprefix("*")
        if len(named) > _NAME_LIMIT or "\0" in named:
            return BadLine(number, "the name behind the value is too long or holds a NUL byte")
        told, known = clear_value(value, algorithm)
    except UnicodeDecodeError:
        return BadLine(number, "is not UTF-8")
    except ValueError as error:
        return BadLine(number, str(error))
    return ListEntry(told, known, number, named)
