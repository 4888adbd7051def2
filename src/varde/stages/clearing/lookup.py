"""Where addresses lie, from the table that the station was given; without one, addresses say nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from varde.kernels.places import IpTable

_path: list[Path] = []


def configure(*, ip_table: Path | None) -> None:
    """Take the table's path (CSV: network, country, kind)."""
    _path[:] = [ip_table] if ip_table else []
    table.cache_clear()


@cache
def table() -> IpTable | None:
    """The table, read once."""
    return IpTable.load(_path[0]) if _path else None
