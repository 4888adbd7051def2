"""The indexes, plainest first. A new one is a file here and a line below; the agreement test then runs it against the first."""

from __future__ import annotations

from varde.kernels.search.plain import PlainIndex
from varde.kernels.search.planned import PlannedIndex
from varde.kernels.search.scan import ScanIndex

INDEXES: dict[str, type[PlainIndex | ScanIndex | PlannedIndex]] = {  # type: ignore[type-arg]  # of any id
    "plain": PlainIndex,
    "scan": ScanIndex,
    "planned": PlannedIndex,
}
