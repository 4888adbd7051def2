"""What was put in against what was counted, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Figures = Mapping[str, Any]
_MISSING = None


def differences(put_in: Figures, counted: Figures) -> list[dict[str, Any]]:
    """Every figure that is not the same on both sides; a figure of a group has a dotted key, e.g. `sex.male`."""
    ours, theirs = dict(_flat(put_in)), dict(_flat(counted))
    keys = [*ours, *(key for key in theirs if key not in ours)]
    return [_difference(key, ours.get(key), theirs.get(key)) for key in keys if not _same(key, ours, theirs)]


def _flat(figures: Figures) -> Iterator[tuple[str, Any]]:
    for key, value in figures.items():
        for inner, figure in _parts(key, value):
            yield (f"{key}.{inner}" if inner else key), figure


def _parts(key: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  the figures are JSON
    """The single figures of a value. A group that is not in its usual form stays whole, and so differs."""
    try:
        if isinstance(value, Mapping):
            yield from [(str(name), figure) for name, figure in value.items()]
        elif key == "acts_per_suspect":
            yield from [(str(acts), suspects) for acts, suspects in value]
        elif key == "waves":
            yield from [(str(wave["wave"]), wave["suspects"]) for wave in value]
        else:
            yield "", value
    except (TypeError, ValueError, KeyError):
        yield "", value


def _same(key: str, ours: Figures, theirs: Figures) -> bool:
    """Equal; and within a group a figure that one side leaves out is nought."""
    left_out = 0 if "." in key else _MISSING
    return bool(ours.get(key, left_out) == theirs.get(key, left_out))


def _difference(key: str, ours: Any, theirs: Any) -> dict[str, Any]:  # noqa: ANN401  the figures are JSON
    return {"key": key, "put_in": ours, "counted": theirs, "explanation": _explanation(ours, theirs)}


def _explanation(ours: Any, theirs: Any) -> str:  # noqa: ANN401  the figures are JSON
    if ours is _MISSING:
        return "counted, but never put in"
    if theirs is _MISSING:
        return "put in, but not counted"
    if isinstance(ours, int) and isinstance(theirs, int):
        return f"{ours - theirs} too few" if theirs < ours else f"{theirs - ours} too many"
    return "not the same"
