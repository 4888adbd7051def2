"""The Danish operation: two clips and a picture, passed on by a thousand young people (figures and sources: data/denmark.yaml).

The 1,004 are the suspects of the announcement. Of them 50 (in proportion at other scales) acted for the first time after the
publicity of 15 January 2018: they are wave 2. A suspect belongs to the wave of their first act.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from rehearsal import quirks, spread
from rehearsal.crowd import Country, Crowd, outsiders, people
from rehearsal.plan import Plan, apart, chosen, residences
from rehearsal.proportions import apportion, dealt, some
from rehearsal.proportions import people as how_many
from rehearsal.reporting import reports
from rehearsal.truth import (
    Act,
    Address,
    Copy,
    Header,
    How,
    Item,
    ItemKind,
    Media,
    Person,
    PersonRole,
    PictureFormat,
    Quirk,
    QuirkName,
    Truth,
)
from varde.kernels.terms.people import Sex

ZONE = "Europe/Copenhagen"
PLATFORM = "harbour"
BEGAN = datetime(2015, 3, 1, tzinfo=UTC)
ENDED = datetime(2017, 10, 31, tzinfo=UTC)
PUBLICITY = datetime(2018, 1, 15, 9, tzinfo=UTC)
LAST = datetime(2019, 2, 28, tzinfo=UTC)


def make(*, scale: float = 1.0, seed: int = 1) -> Truth:
    """The operation at a scale; the same seed gives the same truth."""
    rng = Random(seed)
    figures = yaml.safe_load((Path(__file__).parent / "data" / "denmark.yaml").read_text(encoding="utf-8"))
    plans = _plans(rng, figures, total=how_many(figures["persons"], scale=scale))
    crowd = people(rng, plans, country=Country("DK", ZONE, figures), platforms=(PLATFORM,))
    copies = _copies()
    acts, roots = _acts(rng, plans, crowd, copies)
    item_of = {copy.id: copy.item for copy in copies}
    return Truth(
        header=_header(scale, seed),
        persons=(*_depicted(), *crowd.persons),
        accounts=tuple(account for plan in plans for account in crowd.accounts[plan.number]),
        items=_items(),
        copies=tuple(copy for copy in copies if copy.id in {act.copy for act in acts}),
        acts=acts,
        reports=reports(
            rng,
            acts,
            count=some(figures["reports"], scale=scale, least=8),
            platform_of=dict.fromkeys((act.account for act in acts), PLATFORM),
            item_of=item_of,
            twice=some(5, scale=scale, least=2),
            late=some(6, scale=scale, least=2),
        ),
        quirks=(*roots, *crowd.quirks),
    )


def _header(scale: float, seed: int) -> Header:
    return Header(
        operation="denmark",
        country="DK",
        zone=ZONE,
        age_line=15,
        scale=scale,
        seed=seed,
        publicity_at=PUBLICITY,
        second_wave_from=PUBLICITY,
    )


def _plans(rng: Random, figures: Mapping[str, Any], *, total: int) -> list[Plan]:
    ages = dealt(rng, figures["ages"], total)
    sexes = dealt(rng, figures["sex"], total)
    places = residences(rng, figures["districts"], total)
    plans = [
        Plan(number, age, Sex(sex), place, PersonRole.SHARER, PLATFORM)
        for number, (age, sex, place) in enumerate(zip(ages, sexes, places, strict=True), 1)
    ]
    _when(rng, plans, figures)
    quirks.place(rng, plans[2:], scale=total / figures["persons"], figures=figures, zone=ZONE)
    apart(plans)
    return plans


def _when(rng: Random, plans: list[Plan], figures: Mapping[str, Any]) -> None:
    """Two roots first, then the first wave, rising early and thinning out; the second wave is the last of the plans."""
    late = apportion({1: figures["persons"] - figures["second_wave"], 2: figures["second_wave"]}, len(plans))[2]
    counts = _counts(rng, figures, persons=len(plans))
    for index, (plan, count) in enumerate(zip(plans, counts, strict=True)):
        begins, ends = (PUBLICITY, LAST) if index >= len(plans) - late else (BEGAN, ENDED)
        first = begins + (0.004 * index if index < 2 else rng.triangular(0.01, 0.97, 0.25)) * (ends - begins)
        plan.times = _times(rng, first.replace(microsecond=0), ends, count=count)
    for plan in chosen(
        rng, plans[2 : len(plans) - late], some(figures["again_after_publicity"], scale=len(plans) / figures["persons"])
    ):
        plan.times.append(PUBLICITY + timedelta(days=rng.randrange(2, 300), seconds=rng.randrange(86_400)))


def _times(rng: Random, first: datetime, ends: datetime, *, count: int) -> list[datetime]:
    """The first act, and the others close behind it: within days for a few, within months for hundreds."""
    spread_over = min(ends - first, timedelta(days=3 + count))
    return sorted(
        [first, *(first + timedelta(seconds=int(rng.random() * spread_over.total_seconds())) for _ in range(count - 1))]
    )


def _counts(rng: Random, figures: Mapping[str, Any], *, persons: int) -> list[int]:
    """How many acts each: the two roots a dozen, a few hundreds, most a couple; the total is exact.

    Those who act again after the publicity have that act on top, so it is taken off here.
    """
    scale = persons / figures["persons"]
    total = round(figures["acts"] * scale) - some(figures["again_after_publicity"], scale=scale)
    heavy = [min(count, total // 4) for count in figures["heavy"][: some(len(figures["heavy"]), scale=scale)]]
    rest = persons - 2 - len(heavy)
    weights = {index: min(rng.paretovariate(1.1), 60) - 0.9 for index in range(rest)}
    few = apportion(weights, total - 24 - sum(heavy) - rest)
    others = [1 + few[index] for index in range(rest)] + heavy
    rng.shuffle(others)
    return [12, 12, *others]


def _acts(rng: Random, plans: list[Plan], crowd: Crowd, copies: tuple[Copy, ...]) -> tuple[tuple[Act, ...], tuple[Quirk, ...]]:
    by_item: dict[str, list[str]] = {}
    for copy in copies:
        by_item.setdefault(copy.item, []).append(copy.id)
    originals = tuple(ids[0] for ids in by_item.values())
    senders = [sender for plan in plans for sender in spread.senders(plan, crowd, holds=originals if plan.number <= 2 else ())]
    spreading = spread.Spreading(
        rng,
        alike={copy.id: by_item[copy.item] for copy in copies},
        outsiders={PLATFORM: outsiders(rng, count=5 * len(plans) + 100)},
        brought=originals[0],
    )
    acts = spreading.run(senders)
    return acts, tuple(Quirk(quirk=QuirkName.ROOT, about=account) for account in spreading.roots)


def _depicted() -> tuple[Person, Person]:
    home = Address(street="Fyrbakken 1", city="Helsingør", postcode="3000", country="DK")
    girl = Person(
        id="person-girl", first_name="Luna", last_name="Fyrtorn", sex=Sex.FEMALE, address=home, role=PersonRole.DEPICTED
    )
    boy = Person(id="person-boy", first_name="Elliot", last_name="Molehøj", sex=Sex.MALE, address=home, role=PersonRole.DEPICTED)
    return girl, boy


def _items() -> tuple[Item, ...]:
    both = ("person-girl", "person-boy")
    return (
        Item(id="clip-1", type=ItemKind.VIDEO, media=Media(scene=1, seconds=8), depicts=both),
        Item(id="clip-2", type=ItemKind.VIDEO, media=Media(scene=2, seconds=5), depicts=both),
        Item(id="picture-1", type=ItemKind.PICTURE, media=Media(scene=1), depicts=both),
    )


def _copies() -> tuple[Copy, ...]:
    clip = [(How.ORIGINAL, 640, 85, 0.0), (How.REENCODED, 640, 60, 0.0), (How.RESIZED, 480, 75, 0.0), (How.CROPPED, 640, 80, 0.5)]
    clips = [
        Copy(id=f"{item}-{how}", item=item, how=how, format=PictureFormat.MP4, width=width, quality=quality, crop_percent=crop)
        for item in ("clip-1", "clip-2")
        for how, width, quality, crop in clip
    ]
    pictures = [
        Copy(id="picture-1-original", item="picture-1", format=PictureFormat.JPEG, width=1024, quality=92),
        Copy(id="picture-1-reencoded", item="picture-1", how=How.REENCODED, format=PictureFormat.JPEG, width=1024, quality=55),
        Copy(id="picture-1-webp", item="picture-1", how=How.REENCODED, format=PictureFormat.WEBP, width=1024, quality=80),
        Copy(id="picture-1-resized", item="picture-1", how=How.RESIZED, format=PictureFormat.PNG, width=640),
        Copy(
            id="picture-1-cropped",
            item="picture-1",
            how=How.CROPPED,
            format=PictureFormat.JPEG,
            width=900,
            quality=85,
            crop_percent=0.5,
        ),
    ]
    return (*clips, *pictures)
