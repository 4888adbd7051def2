"""What was put in, counted from the truth alone, by its own code: the stations' counting must not be its own witness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from rehearsal.truth import Account, Act, Address, Header, Truth
from varde.kernels.places import Placed, district_of
from varde.kernels.terms.people import Sex

NONE = "none"
Place = Callable[[Address], str | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A person with at least one act: what the accounts that acted state, and the acts in the order of time."""

    accounts: tuple[Account, ...]
    acts: tuple[Act, ...]

    @property
    def first_act(self) -> datetime:
        """When they began."""
        return self.acts[0].at

    @property
    def birth_date(self) -> date | None:
        """As stated by the first account that states one."""
        return _stated(account.birth_date for account in self.accounts)

    @property
    def sex(self) -> Sex:
        """As stated by the first account that states it."""
        return _stated(account.sex for account in self.accounts if account.sex is not Sex.UNKNOWN) or Sex.UNKNOWN

    @property
    def address(self) -> Address | None:
        """As stated by the first account that states one."""
        return _stated(account.address for account in self.accounts)


def put_in(truth: Truth, *, place: Place | None = None) -> dict[str, Any]:
    """The figures of the truth, under the keys of the demo's result; `place` gives the district's key of an address."""
    people = suspects(truth)
    ages = [_age_at_first_act(suspect, truth.header) for suspect in people]
    known = sorted(age for age in ages if age is not None)
    return {
        "suspects": len(people),
        "accounts": len({act.account for act in truth.acts}),
        "acts": len(truth.acts),
        "items": len({truth.copy_by_id[act.copy].item for act in truth.acts}),
        "reports": len(truth.reports),
        "sex": _counted(suspect.sex.value for suspect in people),
        "age_at_first_act": {str(age): count for age, count in sorted(Counter(known).items())},
        "below_age_line": sum(age < truth.header.age_line for age in known),
        "unknown_age": len(ages) - len(known),
        "district": _counted(_district(suspect.address, place or by_postcode) for suspect in people),
        "acts_per_suspect": [list(pair) for pair in sorted(Counter(len(suspect.acts) for suspect in people).items())],
        "waves": _waves(people, truth.header.second_wave_from),
    }


def suspects(truth: Truth) -> list[Suspect]:
    """Everyone who acted, in the order of the file."""
    acts: dict[str, list[Act]] = defaultdict(list)
    accounts: dict[str, list[Account]] = defaultdict(list)
    active = {act.account for act in truth.acts}
    for account in truth.accounts:
        if account.id in active:
            accounts[account.person].append(account)
    for act in truth.acts:
        acts[truth.account_by_id[act.account].person].append(act)
    return [
        Suspect(tuple(accounts[person.id]), tuple(sorted(acts[person.id], key=lambda act: act.at)))
        for person in truth.persons
        if person.id in acts
    ]


def by_postcode(address: Address) -> str | None:
    """The police district of an address, by the tables of `varde.kernels.places`."""
    placed = district_of(address.country, address.postcode)
    return placed.district if isinstance(placed, Placed) else None


def _district(address: Address | None, place: Place) -> str:
    return (place(address) if address else None) or NONE


def _age_at_first_act(suspect: Suspect, header: Header) -> int | None:
    """In whole years, on the date of the act where the country's law applies."""
    born = suspect.birth_date
    if born is None:
        return None
    day = suspect.first_act.astimezone(ZoneInfo(header.zone)).date()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _waves(people: list[Suspect], second_from: datetime | None) -> list[dict[str, int]]:
    """A suspect belongs to the wave of their first act; without a second wave all are of the first."""
    late = sum(second_from is not None and suspect.first_act >= second_from for suspect in people)
    waves = [{"wave": 1, "suspects": len(people) - late}]
    return waves if second_from is None else [*waves, {"wave": 2, "suspects": late}]


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _stated(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
