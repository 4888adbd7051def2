"""Act by act: which acts of the truth did not arrive whole, and which of the agency's nobody put in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rehearsal.truth import Act, Truth


def digest(act: Act) -> str:
    """As docs/reference/counts-api.md describes it; our own code, since the stations' must not be their own witness."""
    told = [act.account, act.id, sorted(set(act.recipients)), round(act.at.timestamp() * 1000)]
    return hashlib.sha256(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def unreconciled(truth: Truth, arrived: Iterable[str]) -> list[dict[str, Any]]:
    """A difference for each act that is missing, altered or doubled, in the form of `compare.differences`."""
    put, counted = {digest(act): act for act in truth.acts}, Counter(arrived)
    found = []
    for key, act in put.items():
        if counted[key] != 1:
            why = "did not arrive, or not as it was put in" if counted[key] == 0 else "arrived more than once"
            found.append({"key": f"act {act.id}", "put_in": 1, "counted": counted[key], "explanation": why})
    strangers = sum(number for key, number in counted.items() if key not in put)
    if strangers:
        found.append(
            {"key": "acts nobody put in", "put_in": 0, "counted": strangers, "explanation": "altered on the way, or made up"}
        )
    return found
