"""A result as text: a table for the terminal, and the same one for docs/benchmarks.md, so that no figure is copied by hand."""

from __future__ import annotations

from pathlib import Path

from rehearsal.measuring.errors import FiguresRefused
from rehearsal.measuring.results import Aim, Result, Row

_TIMES = "\N{MULTIPLICATION SIGN}"
_HEADS = ("what", "ours", "peer", "ratio", "aim", "")


def number(value: float) -> str:
    """Three digits that count; thousands are set apart. What is less than 1 is never rounded up to it."""
    for least, digits in ((100, 0), (10, 1), (1, 2)):
        if abs(value) >= least:
            return f"{value:,.{digits}f}"
    return "<1" if value < 1 == float(f"{value:.3g}") else f"{value:.3g}"


def _aim(row: Row) -> str:
    if row.wanted is None or row.aim is Aim.NONE:
        return ""
    return f"{row.wanted:g}{_TIMES}" if row.aim is Aim.TIMES else f"{row.aim} {row.wanted:g} {row.unit}"


def _cells(row: Row) -> tuple[str, ...]:
    reached = {True: "reached", False: "NOT reached", None: "" if row.wanted is None else "no peer"}[row.is_reached]
    return (
        row.what,
        f"{number(row.ours)} {row.unit}",
        "" if row.theirs is None else f"{number(row.theirs)} {row.unit}",
        "" if row.ratio is None else f"{row.ratio:.1f}{_TIMES}",
        _aim(row),
        "; ".join(part for part in (reached, row.note) if part),
    )


def _machine(result: Result) -> str:
    told = result.machine
    peers = ", ".join(f"{name} {version or 'missing'}" for name, version in result.peers.items()) or "not asked"
    return (
        f"{result.at}, {told['processor']}, {told['cores']} cores, {told['memory_gib']} GiB, Python {told['python']}, "
        f"load {told['load']:.1f} before{' (loaded)' if told['is_loaded'] else ''}. Peers: {peers}."
    )


def as_text(result: Result) -> str:
    """For a terminal."""
    cells = [_HEADS, *(_cells(row) for row in result.rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[5]]).rstrip() for line in cells
    ]
    tables = [line for name, rows in result.tables.items() for line in ("", name, *_plain(rows))]
    return "\n".join([*lines, *tables, "", *result.notes, _machine(result)])


def _plain(rows: list[dict[str, object]]) -> list[str]:
    cells = [tuple(rows[0]), *(tuple(_value(value) for value in row.values()) for row in rows)] if rows else []
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))] if cells else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def as_markdown(result: Result) -> str:
    """For docs/benchmarks.md."""
    lines = [f"`{result.command}`: {_machine(result)}", "", *_table([_HEADS, *(_cells(row) for row in result.rows)])]
    for name, rows in result.tables.items():
        if rows:
            lines += ["", f"{name}:", "", *_table([tuple(rows[0]), *(tuple(_value(v) for v in row.values()) for row in rows)])]
    return "\n".join([*lines, *(f"\n{note}" for note in result.notes)])


def _table(lines: list[tuple[str, ...]]) -> list[str]:
    head, *rest = [f"| {' | '.join(line)} |".replace("  ", " ") for line in lines]
    return [head, "|---" * len(lines[0]) + "|", *rest]


def put_into(document: Path, result: Result) -> None:
    """Replace what stands between `<!-- figures: NAME -->` and `<!-- end -->`."""
    text = document.read_text(encoding="utf-8")
    start, end = f"<!-- figures: {result.bench} -->\n", "<!-- end -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise FiguresRefused(f"{document} has no place for {result.bench}: {start.strip()} … {end}")
    document.write_text(f"{before}{found}\n{as_markdown(result)}\n\n{closed}{after}", encoding="utf-8")
