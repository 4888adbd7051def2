"""The Korean operation: 117 people on two platforms, 33 of them filmed themselves (figures: data/korea.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from rehearsal import quirks, spread
from rehearsal.crowd import Country, Crowd, outsiders, people
from rehearsal.plan import Plan, apart, residences
from rehearsal.proportions import apportion, dealt, some
from rehearsal.proportions import people as how_many
from rehearsal.reporting import reports
from rehearsal.truth import (
    Act,
    Copy,
    Header,
    How,
    Item,
    ItemKind,
    Media,
    PersonRole,
    PictureFormat,
    Quirk,
    QuirkName,
    Truth,
)
from varde.kernels.terms.people import Sex

ZONE = "Asia/Seoul"
PLATFORMS = ("harbour", "quay")
BEGAN = datetime(2013, 11, 1, tzinfo=UTC)
ENDED = datetime(2014, 10, 15, tzinfo=UTC)
FORMATS = (PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP)


def make(*, scale: float = 1.0, seed: int = 1) -> Truth:
    """The operation at a scale; the same seed gives the same truth."""
    rng = Random(seed)
    figures = yaml.safe_load((Path(__file__).parent / "data" / "korea.yaml").read_text(encoding="utf-8"))
    plans = _plans(rng, figures, total=how_many(figures["persons"], scale=scale))
    crowd = people(rng, plans, country=Country("KR", ZONE, figures), platforms=PLATFORMS)
    owned = _owned(plans, figures)
    items = _items(owned, every=figures["clip_every"])
    copies = _copies(items)
    acts, roots = _acts(rng, plans, crowd, owned, copies)
    return _truth(rng, plans, crowd, acts, items=items, copies=copies, header=_header(scale, seed), roots=roots, figures=figures)


def _header(scale: float, seed: int) -> Header:
    return Header(operation="korea", country="KR", zone=ZONE, age_line=14, scale=scale, seed=seed)


def _truth(
    rng: Random,
    plans: list[Plan],
    crowd: Crowd,
    acts: tuple[Act, ...],
    *,
    items: tuple[Item, ...],
    copies: tuple[Copy, ...],
    header: Header,
    roots: tuple[Quirk, ...],
    figures: Mapping[str, Any],
) -> Truth:
    """Put together; items and copies that nobody passed on are left out."""
    scale = len(plans) / figures["persons"]
    accounts = tuple(account for plan in plans for account in crowd.accounts[plan.number])
    used = {act.copy for act in acts}
    item_of = {copy.id: copy.item for copy in copies if copy.id in used}
    told = reports(
        rng,
        acts,
        count=some(figures["reports"], scale=scale, least=8),
        platform_of={account.id: account.platform for account in accounts},
        item_of=item_of,
        twice=some(4, scale=scale, least=2),
        late=some(4, scale=scale, least=2),
    )
    return Truth(
        header=header,
        persons=crowd.persons,
        accounts=accounts,
        items=tuple(item for item in items if item.id in item_of.values()),
        copies=tuple(copy for copy in copies if copy.id in used),
        acts=acts,
        reports=told,
        quirks=(*roots, *crowd.quirks),
    )


def _plans(rng: Random, figures: Mapping[str, Any], *, total: int) -> list[Plan]:
    sexes, platforms = dealt(rng, figures["sex"], total), dealt(rng, figures["platforms"], total)
    places = residences(rng, figures["districts"], total)
    counts = apportion(figures["roles"], total)
    counts["sharer"] -= 0 if counts["seller"] else 1
    counts["seller"] = counts["seller"] or 1
    cast = [(role, age) for role, count in counts.items() for age in dealt(rng, figures["ages"][role], count)]
    traits = zip(cast, sexes, places, platforms, strict=True)
    plans = [
        Plan(number, age, Sex(sex), place, PersonRole(role), platform)
        for number, ((role, age), sex, place, platform) in enumerate(traits, 1)
    ]
    _when(rng, plans, figures)
    sharers = [plan for plan in plans if plan.role is PersonRole.SHARER]
    quirks.place(rng, sharers[2:], scale=total / figures["persons"], figures=figures, zone=ZONE)
    apart(plans)
    return plans


def _when(rng: Random, plans: list[Plan], figures: Mapping[str, Any]) -> None:
    """Children post their own, whoever has minor conduct passed on once or twice, the seller most of all, the rest a share."""
    total = round(figures["acts"] * len(plans) / figures["persons"])
    own = figures["items_each"]["self_depicted"]
    counts = {plan.number: rng.randint(own, own + 2) for plan in plans if plan.role is PersonRole.SELF_DEPICTED}
    counts |= {plan.number: rng.randint(1, 2) for plan in plans if plan.role is PersonRole.MINOR_CONDUCT}
    counts |= {plan.number: total * figures["seller_share_percent"] // 100 for plan in plans if plan.role is PersonRole.SELLER}
    sharers = [plan.number for plan in plans if plan.role is PersonRole.SHARER]
    few = apportion({number: rng.paretovariate(1.3) for number in sharers}, max(0, total - sum(counts.values()) - len(sharers)))
    counts |= {number: 1 + few[number] for number in sharers}
    for plan in plans:
        begins = BEGAN + (rng.uniform(0.3, 0.6) if plan.role is PersonRole.MINOR_CONDUCT else rng.uniform(0, 0.4)) * (
            ENDED - BEGAN
        )
        seconds = int((ENDED - begins).total_seconds())
        start = begins.replace(microsecond=0)
        plan.times = sorted(start + timedelta(seconds=rng.randrange(seconds)) for _ in range(counts[plan.number]))


def _owned(plans: list[Plan], figures: Mapping[str, Any]) -> dict[int, list[str]]:
    """The items with which each begins: children their own, the seller a stock, the others parts of a common pool."""
    each, scale = figures["items_each"], len(plans) / figures["persons"]
    owned: dict[int, list[str]] = {}
    for plan in plans:
        if plan.role is PersonRole.SELF_DEPICTED:
            owned[plan.number] = [f"own-{plan.number:04d}-{turn}" for turn in range(1, each["self_depicted"] + 1)]
        if plan.role is PersonRole.SELLER:
            owned[plan.number] = [f"stock-{turn:04d}" for turn in range(1, some(each["seller"], scale=scale, least=3) + 1)]
    sharers = [plan for plan in plans if plan.role is PersonRole.SHARER]
    for turn in range(some(each["pool"], scale=scale, least=4)):
        owned.setdefault(sharers[turn % len(sharers)].number, []).append(f"pool-{turn + 1:04d}")
    return owned


def _items(owned: dict[int, list[str]], *, every: int) -> tuple[Item, ...]:
    """Each n-th item is a clip; a child's own item depicts the child."""
    found = []
    for scene, (number, name) in enumerate(((number, name) for number, names in owned.items() for name in names), 10):
        is_clip = scene % every == 0
        kind = ItemKind.VIDEO if is_clip else ItemKind.PICTURE
        depicts = (f"person-{number:04d}",) if name.startswith("own-") else ()
        found.append(Item(id=name, type=kind, media=Media(scene=scene, seconds=4 if is_clip else None), depicts=depicts))
    return tuple(found)


def _copies(items: tuple[Item, ...]) -> tuple[Copy, ...]:
    """The original of each item; a smaller one of what is passed around in the pool."""
    found = []
    for number, item in enumerate(items):
        is_clip = item.type is ItemKind.VIDEO
        first = PictureFormat.MP4 if is_clip else FORMATS[number % len(FORMATS)]
        found.append(Copy(id=f"{item.id}-a", item=item.id, format=first, width=640, quality=88))
        if item.id.startswith("pool-"):
            second = PictureFormat.MP4 if is_clip else PictureFormat.JPEG
            found.append(Copy(id=f"{item.id}-b", item=item.id, how=How.RESIZED, format=second, width=480, quality=75))
    return tuple(found)


def _acts(
    rng: Random, plans: list[Plan], crowd: Crowd, owned: dict[int, list[str]], copies: tuple[Copy, ...]
) -> tuple[tuple[Act, ...], tuple[Quirk, ...]]:
    by_item: dict[str, list[str]] = {}
    for copy in copies:
        by_item.setdefault(copy.item, []).append(copy.id)
    senders = []
    for plan in plans:
        holds = tuple(by_item[item][0] for item in owned.get(plan.number, ()))
        senders += spread.senders(plan, crowd, holds=holds, is_feed=plan.role in {PersonRole.SELF_DEPICTED, PersonRole.SELLER})
    spreading = spread.Spreading(
        rng,
        alike={copy.id: by_item[copy.item] for copy in copies},
        outsiders={platform: outsiders(rng, count=4 * len(plans) + 100) for platform in PLATFORMS},
        brought=copies[0].id,
    )
    acts = spreading.run(senders)
    return acts, tuple(Quirk(quirk=QuirkName.ROOT, about=account) for account in spreading.roots)
