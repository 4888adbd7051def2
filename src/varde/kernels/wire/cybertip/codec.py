"""Dataclass <-> element, read off the dataclasses themselves. Only documents that passed the schema are read."""

from __future__ import annotations

import types
from collections.abc import Hashable
from dataclasses import Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lxml import etree

from varde.kernels.wire import xml
from varde.kernels.wire.cybertip.errors import WireRefused
from varde.kernels.wire.cybertip.markup import stands_as, wire_name

T = TypeVar("T")
_REFUSED = 4100


class _Slot(NamedTuple):
    """One field: its name here and on the wire, how it stands there, its type without None and tuple."""

    name: str
    wire: str
    stands_as: str
    of: type
    repeats: bool


@cache
def _slots(cls: Hashable) -> tuple[_Slot, ...]:
    hints = get_type_hints(cls)
    return tuple(_slot(field, hints[field.name]) for field in fields(cast("Any", cls)))


def _slot(field: Field[Any], hint: Any) -> _Slot:  # noqa: ANN401  a type form has no type of its own
    inner, repeats = hint, False
    if get_origin(hint) in {types.UnionType, Union}:
        inner = next(arm for arm in get_args(hint) if arm is not type(None))
    if get_origin(hint) is tuple:
        inner, repeats = get_args(hint)[0], True
    return _Slot(field.name, wire_name(field), stands_as(field), inner, repeats)


def read(element: etree._Element, cls: type[T]) -> T:
    """The element as one `cls`; a value that Python cannot hold (the year 10000) is refused with its path."""
    values: dict[str, Any] = {}
    for slot in _slots(cast("Hashable", cls)):
        value = _read_slot(element, slot)
        if value is not None:
            values[slot.name] = value
    return cls(**values)


def _read_slot(element: etree._Element, slot: _Slot) -> Any:  # noqa: ANN401
    if slot.stands_as == "attribute":
        text = element.get(slot.wire)
        return None if text is None else _value(text, slot.of, element)
    if slot.stands_as == "text":
        return _value(element.text or "", slot.of, element)
    found = element.findall(slot.wire)
    if slot.stands_as == "flag":
        return bool(found)
    if slot.repeats:
        return tuple(_read_child(child, slot.of) for child in found)
    return _read_child(found[0], slot.of) if found else None


def _read_child(child: etree._Element, of: type) -> Any:  # noqa: ANN401
    return read(child, of) if is_dataclass(of) else _value(child.text or "", of, child)


def _value(text: str, of: type, at: etree._Element) -> Any:  # noqa: ANN401
    if of is str:
        return text
    try:
        return _typed(text.strip(), of)
    except (ValueError, OverflowError):
        raise WireRefused(_REFUSED, at.getroottree().getpath(at), "a value outside what can be kept") from None


def _typed(text: str, of: type) -> Any:  # noqa: ANN401
    if of is bool:
        return text in {"true", "1"}
    if of in {datetime, date}:
        return cast("type[datetime]", of).fromisoformat(text)
    return of(text)


def write(name: str, value: object) -> etree._Element:
    """The element of a document."""
    element = etree.Element(name)
    _fill(element, value)
    return element


def _fill(element: etree._Element, value: object) -> None:
    for slot in _slots(cast("Hashable", type(value))):
        held = getattr(value, slot.name)
        for one in held if slot.repeats else (held,):
            _write_slot(element, slot, one)


def _write_slot(element: etree._Element, slot: _Slot, value: object) -> None:
    if value is None or (slot.stands_as == "flag" and not value):
        return
    if slot.stands_as == "attribute":
        element.set(slot.wire, _text(value, element))
    elif slot.stands_as == "text":
        element.text = _text(value, element)
    else:
        child = etree.SubElement(element, slot.wire)
        _fill_child(child, slot, value)


def _fill_child(child: etree._Element, slot: _Slot, value: object) -> None:
    if is_dataclass(value):
        _fill(child, value)
    elif slot.stands_as != "flag":
        child.text = _text(value, child)


def _text(value: object, at: etree._Element) -> str:
    text = _spelled(value)
    if xml.carried(text) != text:
        raise WireRefused(_REFUSED, at.getroottree().getpath(at), "a character that XML cannot carry")
    return text


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
