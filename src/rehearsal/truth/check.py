"""Does a truth hold together? A truth written by somebody else is not replayed before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rehearsal.errors import TruthRefused
from rehearsal.truth.types import Account, Act, Copy, How, Item, ItemKind, Person, PictureFormat, Report, Truth

LineOf = Callable[[Any], int]
Fault = tuple[int, str]
_UNCONFIRMED = 'no report there has it with "attach": true and "late": false, so it would never be confirmed; add one'
Thing = Person | Account | Item | Copy | Act | Report


def check(truth: Truth, *, line_of: LineOf = lambda _: 0) -> None:
    """Refuse a truth with duplicate ids, dangling references or acts that no chain could bring to light."""
    for stage in (_WHOLE, _TOLD):
        faults = sorted(fault for find in stage for fault in find(truth, line_of))
        if faults:
            raise TruthRefused(tuple(f"line {number}: {said}" if number else said for number, said in faults))


def _twice(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    things: tuple[Thing, ...] = (*truth.persons, *truth.accounts, *truth.items, *truth.copies, *truth.acts, *truth.reports)
    for thing in things:
        key = (thing.kind, thing.id)
        if key in seen:
            first = f" (first on line {seen[key]})" if seen[key] else ""
            yield line_of(thing), f"{thing.kind} {thing.id!r} is there twice{first}; ids must differ"
        seen.setdefault(key, line_of(thing))


def _dangling(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    known = {
        "person": {person.id for person in truth.persons},
        "account": set(truth.account_by_id),
        "item": {item.id for item in truth.items},
        "copy": set(truth.copy_by_id),
        "act": set(truth.act_by_id),
    }
    things: tuple[Thing, ...] = (*truth.accounts, *truth.items, *truth.copies, *truth.acts, *truth.reports)
    for thing in things:
        for kind, name in _names(thing):
            if name not in known[kind]:
                yield line_of(thing), f"{thing.kind} {thing.id!r} names the {kind} {name!r}, which no line describes; add it"
    for quirk in truth.quirks:
        if quirk.about not in known["person"] | known["account"]:
            yield line_of(quirk), f"quirk about {quirk.about!r}: no person or account has that id"


def _names(thing: Thing) -> Iterator[tuple[str, str]]:
    """What a line refers to. Recipients and reporters may be outside names, so they never dangle."""
    match thing:
        case Account():
            yield "person", thing.person
        case Item():
            yield from (("person", name) for name in thing.depicts)
        case Copy():
            yield "item", thing.item
        case Act():
            yield "account", thing.account
            yield "copy", thing.copy
        case Report():
            yield from (("act", name) for name in thing.acts)


def _formats(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    kinds = {item.id: item.type for item in truth.items}
    for copy in truth.copies:
        is_video = kinds.get(copy.item) is ItemKind.VIDEO
        if copy.item in kinds and is_video != (copy.format is PictureFormat.MP4):
            meant = "mp4" if is_video else "jpeg, png or webp"
            yield line_of(copy), f"copy {copy.id!r}: a {kinds[copy.item]} cannot be {copy.format}; use {meant}"
    for item in truth.items:
        if item.type is ItemKind.VIDEO and item.media.seconds is None:
            yield line_of(item), f"item {item.id!r}: a video needs media.seconds"


def _same_files(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    """Two items of one scene would be the same picture, two copies made alike the same file."""
    scenes: dict[object, str] = {}
    for item in truth.items:
        if scenes.setdefault((item.type, item.media.scene), item.id) != item.id:
            yield line_of(item), f"item {item.id!r} has the scene of another item; give it a number of its own"
    originals: dict[str, str] = {}
    makings: dict[object, str] = {}
    for copy in truth.copies:
        if copy.how is How.ORIGINAL and originals.setdefault(copy.item, copy.id) != copy.id:
            yield line_of(copy), f"copy {copy.id!r} is a second original of {copy.item!r}; say how it differs from the first"
        making = (copy.item, copy.format, copy.width, copy.quality, copy.crop_percent)
        if makings.setdefault(making, copy.id) != copy.id:
            yield line_of(copy), f"copy {copy.id!r} is made like {makings[making]!r}; change its width, quality or format"


def _addresses(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    for account in truth.accounts:
        yield from ((line_of(account), f"{ip!r} is not an IP address") for ip in account.ips if not _is_ip(ip))
    for act in truth.acts:
        if act.ip is not None and not _is_ip(act.ip):
            yield line_of(act), f"{act.ip!r} is not an IP address"


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _zone(truth: Truth, _: LineOf) -> Iterator[Fault]:
    try:
        ZoneInfo(truth.header.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield 1, f"zone {truth.header.zone!r} is unknown; use a name like Europe/Copenhagen"


def _reports(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    """A report goes to one platform and is about one conversation; it names a message once."""
    for report in truth.reports:
        acts = [truth.act_by_id[name] for name in report.acts if name in truth.act_by_id]
        if len({act.conversation for act in acts}) > 1:
            yield line_of(report), f"report {report.id!r} names messages of several conversations; write one report for each"
        elif len({_platform(truth, act.id) for act in acts}) > 1:
            yield line_of(report), f"report {report.id!r} names messages of several platforms; write one report for each"
        if len(set(report.acts)) < len(report.acts):
            yield line_of(report), f"report {report.id!r} names a message twice"


def _unreported(truth: Truth, line_of: LineOf) -> Iterator[Fault]:
    """An item nobody reported with its file is never confirmed on that platform, so its acts could never be counted."""
    reported = {_shown(truth, name) for report in truth.reports if report.attach and not report.late for name in report.acts}
    said: set[tuple[str | None, str | None]] = set()
    for act in truth.acts:
        item, platform = shown = _shown(truth, act.id)
        if item and platform and shown not in reported | said:
            said.add(shown)
            yield line_of(act), f"item {item!r} was passed on at {platform!r}, but {_UNCONFIRMED}"


def _platform(truth: Truth, act: str) -> str | None:
    found = truth.act_by_id.get(act)
    account = truth.account_by_id.get(found.account) if found else None
    return account.platform if account else None


def _shown(truth: Truth, act: str) -> tuple[str | None, str | None]:
    """The item and the platform of an act, as far as the lines exist."""
    found = truth.act_by_id.get(act)
    copy = truth.copy_by_id.get(found.copy) if found else None
    return (copy.item if copy else None), _platform(truth, act)


_WHOLE = (_twice, _dangling, _formats, _same_files, _addresses, _zone, _reports)
_TOLD = (_unreported,)  # asked of what is whole only, or one slip would be told twice
