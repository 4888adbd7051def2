"""Many rows at once: what is regular in every cell becomes columns; anything else is left to be read row by row.

Agrees with `rows.py`, which is the meaning: it gives up wherever that would find something to say.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from varde.kernels.wire.lists import rows
from varde.kernels.wire.lists.values import VALUE_BYTES, by_digits, named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS_AT_ONCE = 1 << 14
_MOST_NAMES = 16
_NUMBERS = {"size": 2**53, "at_ms": 2**53, "quality_percent": 100}
Cells = Sequence[Any]


class Block(NamedTuple):
    """Entries of one algorithm: values (n, bytes) uint8, the lines (n,) int64 on which they stand, and what else they have."""

    algorithm: str
    values: NDArray[np.uint8]
    lines: NDArray[np.int64]
    columns: Mapping[str, list[Any]]


def blocks(given: Mapping[str, Cells], lines: Sequence[int], algorithm: str | None) -> list[Block] | None:
    """The rows as blocks, from columns keyed by meanings; None when any of them is bad or odd."""
    try:
        return list(_blocks(given, lines, algorithm))
    except (ValueError, TypeError, AttributeError):
        return None


def _blocks(given: Mapping[str, Cells], lines: Sequence[int], algorithm: str | None) -> Iterator[Block]:
    import numpy as np

    numbers, stands = np.asarray(lines, np.int64), np.zeros(len(lines), bool)
    rest = _rest(given, len(lines))
    for told, places, texts in _groups(given, algorithm):
        digits = 2 * VALUE_BYTES[told]
        if set(map(len, texts)) != {digits}:
            raise ValueError("not all in hexadecimal")
        values = np.frombuffer(binascii.unhexlify("".join(texts)), np.uint8).reshape(-1, digits // 2)
        stands[places] = True
        is_all = len(places) == len(lines)
        picked = rest if is_all else {name: [column[place] for place in places] for name, column in rest.items()}
        yield Block(told, values, numbers if is_all else numbers[places], picked)
    if not stands.all():
        raise ValueError("a row without a fingerprint")


def _groups(given: Mapping[str, Cells], algorithm: str | None) -> Iterator[tuple[str, Sequence[int], Cells]]:
    """Algorithm, places and texts of what stands together."""
    if "value" in given:
        spelled = given.get("algorithm") or [""] * len(given["value"])
        names = set(spelled)
        if len(names) > _MOST_NAMES:
            raise ValueError("more names than algorithms")
        for name in sorted(names):
            places = range(len(spelled)) if len(names) == 1 else [place for place, one in enumerate(spelled) if one == name]
            texts = given["value"] if len(names) == 1 else [given["value"][place] for place in places]
            told = named(name) if name else algorithm or by_digits(len(texts[0]))
            if not told:
                raise ValueError("its algorithm is not known")
            yield told, places, texts
    for name in VALUE_BYTES:
        places = [place for place, text in enumerate(given.get(name, ())) if text]
        if places:
            yield name, places, [given[name][place] for place in places]


def _rest(given: Mapping[str, Cells], count: int) -> dict[str, list[Any]]:
    rest: dict[str, list[Any]] = {"id": _texts(given.get("id"), "id") or [None] * count}
    if "classification" in given:
        rest["classification"] = _texts(given["classification"], "classification")
    for name, most in _NUMBERS.items():
        if name in given:
            rest[name] = [rows.number(cell, name, at_most=most) for cell in given[name]]
    if "at_ms" in rest:
        videos = _texts(given.get("video"), "video") or [None] * count
        frames = zip(rest["id"], videos, rest["at_ms"], strict=True)
        rest["id"] = [own if at_ms is None else video or own for own, video, at_ms in frames]
        if any(at_ms is not None and not own for own, at_ms in zip(rest["id"], rest["at_ms"], strict=True)):
            raise ValueError("a frame needs the id of its video")
    rest["id"] = [own or "" for own in rest["id"]]
    return {name: column for name, column in rest.items() if any(cell not in {"", None} for cell in column)}


def _texts(cells: Cells | None, what: str) -> list[str | None]:
    if not cells:
        return []
    joined = "".join(cells) if all(type(cell) is str for cell in cells) else "\0"
    if joined.isascii() and "\0" not in joined and max(map(len, cells)) <= rows.TEXT_LIMIT:
        return [cell.strip() or None for cell in cells]
    return [rows.text_of(cell, what) for cell in cells]
