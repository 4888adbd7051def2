"""What is decided of a person before they are made up: traits, and when they act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from rehearsal.proportions import dealt
from rehearsal.truth import PersonRole
from varde.kernels.terms.people import Sex


@dataclass(slots=True)
class Plan:
    """One person of the operation in the making. `times` are the acts, ascending; `place` is a postcode and a city."""

    number: int
    age: int
    sex: Sex
    place: tuple[str, str] | None
    role: PersonRole
    platform: str
    times: list[datetime] = field(default_factory=list)
    has_birth_date: bool = True
    has_two_accounts: bool = False
    uses_vpn: bool = False
    acts_on_birthday: bool = False
    lives_with: Plan | None = None


def apart(plans: Iterable[Plan]) -> None:
    """No two acts in the same second, so that the order of acts is never in doubt."""
    taken: set[datetime] = set()
    for plan in plans:
        for index, at in enumerate(plan.times):
            while at in taken:
                at += timedelta(seconds=1)  # noqa: PLW2901
            taken.add(at)
            plan.times[index] = at
        plan.times.sort()


def birth_date(rng: Random, plan: Plan, *, zone: str) -> date:
    """A date of birth by which the person has the planned age at their first act, where they live."""
    day = plan.times[0].astimezone(ZoneInfo(zone)).date()
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    latest = day.replace(year=day.year - plan.age)
    born = latest if plan.acts_on_birthday else latest - timedelta(days=rng.randrange(365))
    return born.replace(day=28) if (born.month, born.day) == (2, 29) else born


def at_midnight(rng: Random, at: datetime, *, zone: str) -> datetime:
    """The same day, in its first local hour: in UTC it is still the day before."""
    local = at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=rng.randrange(60))
    return local.astimezone(at.tzinfo)


def chosen(rng: Random, plans: list[Plan], count: int) -> list[Plan]:
    """So many of them, or all there are."""
    return rng.sample(plans, min(count, len(plans)))


def residences(rng: Random, districts: list[dict[str, Any]], total: int) -> list[tuple[str, str] | None]:
    """Postcode and city for each of `total` people in the districts' proportions; None for those who state no address."""
    numbers = dealt(rng, {index: district["suspects"] for index, district in enumerate(districts)}, total)
    found = [list(districts[number]["places"].items()) for number in numbers]
    return [rng.choice(places) if places else None for places in found]
