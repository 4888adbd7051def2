"""A hit as it is told: as a JSON line for machines, as a line for people. It says: look here; people decide."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from varde.doors.cli.files import shown
from varde.doors.cli.seen import Seen, spelled

SAME_BYTES, LOOKS_ALIKE, VIDEO = "same-bytes", "looks-alike", "video"


@dataclass(frozen=True)
class Told:
    """One file and one entry of a list. `more` is the ground: distance, shares, frames, whether the exact way confirmed it."""

    path: str
    kind: str
    list: str
    entry: str
    algorithm: str
    bits_apart: int | None
    classification: str | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """As JSON in one line of ASCII."""
        row: dict[str, Any] = spelled(self.path)
        row |= {"list": self.list, "entry": self.entry, "kind": self.kind, "algorithm": self.algorithm}
        row |= {"bits_apart": self.bits_apart} | self.more
        return json.dumps(row | ({"classification": self.classification} if self.classification else {}))

    def text(self) -> str:
        """For people."""
        where = f"{shown(self.list)}, entry {shown(self.entry)}"
        kept = f", {shown(self.classification)}" if self.classification else ""
        return f"  {where}{kept}: {self._ground()}"

    def _ground(self) -> str:
        if self.kind == SAME_BYTES:
            return f"the same bytes ({self.algorithm})" + ("" if self.more.get("size_agrees", True) else ", but of another size")
        doubt = "" if self.more["confirmed"] else ", not confirmed"
        if self.kind == LOOKS_ALIKE:
            return f"looks alike, {self.bits_apart} of 256 bits apart, quality {self.more['quality_percent']} %{doubt}"
        ours, theirs = (round(100 * self.more[name]) for name in ("share_of_file", "share_of_entry"))
        return f"video, {ours} % of its frames in {theirs} % of the entry's, {self.bits_apart} bits apart{doubt}"


def error_line(seen: Seen) -> str:
    """A file that was not looked up, for machines."""
    return json.dumps(spelled(seen.path) | {"error": seen.error})
