"""A truth as a file: JSON lines, the header first, each further line one thing with its `kind`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from rehearsal.errors import TruthRefused
from rehearsal.truth.check import check
from rehearsal.truth.types import Account, Act, Copy, Header, Item, Person, Quirk, Report, Truth

_HEADER = TypeAdapter(Header)
_KINDS: dict[str, tuple[str, TypeAdapter[Any]]] = {
    "person": ("persons", TypeAdapter(Person)),
    "account": ("accounts", TypeAdapter(Account)),
    "item": ("items", TypeAdapter(Item)),
    "copy": ("copies", TypeAdapter(Copy)),
    "act": ("acts", TypeAdapter(Act)),
    "report": ("reports", TypeAdapter(Report)),
    "quirk": ("quirks", TypeAdapter(Quirk)),
}
MAX_FAULTS = 50


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read(path: Path) -> Truth:
    """The truth in a file, checked; refuses with line numbers."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TruthRefused((f"{path.name}: not UTF-8 text; save it as UTF-8",)) from error
    except OSError as error:
        raise TruthRefused((f"{path.name}: {error.strerror}",)) from error
    return parse(text)


def parse(text: str) -> Truth:
    """The truth in a text, checked; refuses with line numbers."""
    lines = [_Line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise TruthRefused(('line 1: the file is empty; begin with the header {"truth": "varde-truth/1", ...}',))
    header, faults = _value(lines[0], _HEADER)
    parts, numbers = defaultdict(list), {}
    for line in lines[1:]:
        kind, value, found = _thing(line)
        faults += found
        if value is not None:
            parts[_KINDS[kind][0]].append(value)
            numbers[id(value)] = line.number
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise TruthRefused(tuple(faults))
    truth = Truth(header=header, **{name: tuple(values) for name, values in parts.items()})
    check(truth, line_of=lambda thing: numbers[id(thing)])
    return truth


def write(truth: Truth, path: Path) -> None:
    """Write the truth where `read` finds it again."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in render(truth))


def render(truth: Truth) -> Iterator[str]:
    """The lines of the file, without their ends."""
    things: Iterable[Any] = (
        truth.header,
        *truth.persons,
        *truth.accounts,
        *truth.items,
        *truth.copies,
        *truth.acts,
        *truth.reports,
        *truth.quirks,
    )
    return (json.dumps(asdict(thing), ensure_ascii=False, default=_plain) for thing in things)


def _plain(value: object) -> str:
    """RFC 3339, in UTC, for times; ISO 8601 for dates."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert isinstance(value, date)
    return value.isoformat()


def _thing(line: _Line) -> tuple[str, Any, list[str]]:
    """One line's kind and value, or what is wrong with it."""
    try:
        kind = json.loads(line.text)["kind"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return "", None, [f'line {line.number}: not a JSON object with a "kind"; write one object per line']
    if not isinstance(kind, str) or kind not in _KINDS:
        return "", None, [f"line {line.number}: unknown kind {kind!r:.40}; use one of {', '.join(_KINDS)}"]
    value, faults = _value(line, _KINDS[kind][1])
    return kind, value, faults


def _value(line: _Line, adapter: TypeAdapter[Any]) -> tuple[Any, list[str]]:
    """One line parsed strictly, or what is wrong with it, field by field."""
    try:
        return adapter.validate_json(line.text, strict=True), []
    except ValidationError as error:
        return None, [_fault(line.number, found) for found in error.errors(include_url=False, include_input=False)]


def _fault(number: int, found: ErrorDetails) -> str:
    where = ".".join(str(part) for part in found["loc"])
    said = "unknown field; remove it" if found["type"] == "unexpected_keyword_argument" else found["msg"]
    return f"line {number}: {where}: {said}" if where else f"line {number}: {said}"
