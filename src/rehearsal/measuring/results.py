"""A measurement's figures: what was measured, ours and the peer's, and what was aimed at."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from rehearsal.measuring.errors import FiguresRefused


class Aim(StrEnum):
    """How a row is judged."""

    TIMES = "times"  # the peer's figure over ours must reach the aim
    AT_MOST = "at most"  # our own figure may not exceed it
    AT_LEAST = "at least"  # our own figure must reach it
    NONE = "none"  # told, not judged


@dataclass(frozen=True)
class Row:
    """One line of the table. `unit` is that of `ours` and `theirs`; less is better where they are compared.

    `ratio` is the peer's median over ours, of the same run. `note` says what the figure needs to be understood.
    """

    what: str
    ours: float
    unit: str
    theirs: float | None = None
    aim: Aim = Aim.NONE
    wanted: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times less ours takes."""
        return self.theirs / self.ours if self.theirs is not None and self.ours else None

    @property
    def told(self) -> str:
        """One line, while the others are still being measured."""
        beside = f", the peer {self.theirs:.4g}: {self.ratio:.1f} times" if self.theirs is not None and self.ratio else ""
        return f"{self.what}: {self.ours:.4g} {self.unit}{beside}"

    @property
    def is_reached(self) -> bool | None:
        """Is the aim reached? None where there is none, or no peer to compare with."""
        if self.wanted is None or self.aim is Aim.NONE:
            return None
        if self.aim is Aim.TIMES:
            return None if self.ratio is None else self.ratio >= self.wanted
        return self.ours <= self.wanted if self.aim is Aim.AT_MOST else self.ours >= self.wanted


@dataclass(frozen=True)
class Result:
    """One run: its rows in order, tables of further figures, and all that is needed to repeat it."""

    bench: str
    command: str
    at: str
    machine: dict[str, Any]
    peers: dict[str, str | None]
    rows: tuple[Row, ...]
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_json(self) -> str:
        """With the ratios written out, for those who read it elsewhere."""
        told = asdict(self)
        for row, shown in zip(self.rows, told["rows"], strict=True):
            shown |= {"ratio": row.ratio, "is_reached": row.is_reached}
        return json.dumps(told, indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, path: Path) -> Self:
        """What `as_json` wrote; FiguresRefused for anything else."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            rows = tuple(
                Row(**{key: row[key] for key in ("what", "ours", "unit", "theirs", "wanted", "note")}, aim=Aim(row["aim"]))
                for row in told.pop("rows")
            )
            return cls(**told | {"rows": rows, "notes": tuple(told["notes"])})
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise FiguresRefused(str(path)) from error
