"""How much memory a station holds: its family of processes, each with what is its own and its share of what is common (PSS)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """One process; `bytes` is its proportional set size, or its resident size where only that may be read."""

    pid: int
    name: str
    bytes: int


def family(pid: int) -> list[Process]:
    """This process and all that descend from it."""
    return [_look_at(member) for member in _descend(pid, _children())]


def total(processes: list[Process]) -> int:
    """Bytes of all together."""
    return sum(process.bytes for process in processes)


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            found.setdefault(_parent(entry), []).append(int(entry.name))
    return found


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _descend(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield pid
    for child in children.get(pid, []):
        yield from _descend(child, children)


def _look_at(pid: int) -> Process:
    entry = PROC / str(pid)
    try:
        words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        words = "ended"
    return Process(pid, words[:100], _size(entry))


def _size(entry: Path) -> int:
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (entry / name).read_text().splitlines()
        except OSError:
            continue
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))
    return 0
