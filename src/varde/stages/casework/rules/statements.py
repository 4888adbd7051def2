"""What is taken as true of a person when sources state one thing or several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeGuard

from varde.kernels.terms.people import Sex
from varde.stages.casework.errors import FactUnreadable
from varde.stages.casework.types import Field

NO_COUNTRY = "?"  # before a postcode whose country is not stated
REGISTER = "register:"  # a source that an officer read off a public register


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, without the row around it."""

    field: Field
    value: str
    is_verified: bool
    source: str
    stated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the statements about a person's accounts come to. `contradicted` names the fields on which sources differ."""

    label: str
    sex: Sex
    birth_date: date | None
    country: str | None
    postcode: str | None
    contradicted: frozenset[Field]


SINGLE = frozenset({Field.BIRTH_DATE, Field.SEX, Field.FIRST_NAME, Field.LAST_NAME, Field.POSTCODE, Field.COUNTRY})


def person_facts(facts: Sequence[Fact], *, otherwise: str) -> PersonFacts:
    """A register beats an account, a verified statement an unverified one, many sources few, the latest the rest.

    `facts`: the oldest account's first; the person is called by the first name that any account states.
    """
    by_field: dict[Field, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field is not Field.SEX or fact.value != Sex.UNKNOWN:
            by_field[fact.field].append(fact)
    picked = {name: _best(found) for name, found in by_field.items()}
    country, postcode = _residence(picked)
    return PersonFacts(
        label=_label(facts) or otherwise,
        sex=Sex(picked.get(Field.SEX, Sex.UNKNOWN)),
        birth_date=_birth_date(by_field.get(Field.BIRTH_DATE, [])),
        country=country,
        postcode=postcode,
        contradicted=contradicted(by_field),
    )


def contradicted(by_field: dict[Field, list[Fact]]) -> frozenset[Field]:
    """The fields that have one true value and for which several are stated."""
    return frozenset(name for name in SINGLE & by_field.keys() if len({fact.value for fact in by_field[name]}) > 1)


def _best(facts: Iterable[Fact]) -> str:
    by_value: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_value[fact.value].append(fact)
    return max(by_value, key=lambda value: _weight(by_value[value]))


def _weight(facts: Sequence[Fact]) -> tuple[bool, bool, int, datetime]:
    return (
        any(fact.source.startswith(REGISTER) for fact in facts),
        any(fact.is_verified for fact in facts),
        len(facts),
        max(fact.stated_at for fact in facts),
    )


def _birth_date(facts: Sequence[Fact]) -> date | None:
    """A register's date; else, where accounts differ, the latest one, so that nobody is taken for older than they may be."""
    from_register = [fact for fact in facts if fact.source.startswith(REGISTER)]
    if from_register:
        return date.fromisoformat(max(from_register, key=lambda fact: fact.stated_at).value)
    return max((date.fromisoformat(fact.value) for fact in facts), default=None)


def _residence(picked: dict[Field, str]) -> tuple[str | None, str | None]:
    """Country and postcode of the same address; a country alone where no postcode is stated."""
    country = picked.get(Field.COUNTRY)
    known = country if is_code(country) else None
    if Field.POSTCODE not in picked:
        return known, None
    country, _, postcode = picked[Field.POSTCODE].partition(" ")
    return (known if country == NO_COUNTRY else country), postcode


def is_code(country: str | None) -> TypeGuard[str]:
    """Whether this is a country's code of two letters, and not a name that the tables do not know."""
    return country is not None and len(country) == 2 and country.isascii() and country.isupper()


def _label(facts: Sequence[Fact]) -> str:
    """First and last name of one source, a register's before others'; else the first screen name."""
    named: dict[tuple[bool, str], dict[Field, str]] = {}
    for fact in facts:
        if fact.field in {Field.FIRST_NAME, Field.LAST_NAME, Field.SCREEN_NAME}:
            named.setdefault((not fact.source.startswith(REGISTER), fact.source), {}).setdefault(fact.field, fact.value)
    sources = [named[key] for key in sorted(named, key=lambda key: key[0])]
    names = (" ".join(each[part] for part in (Field.FIRST_NAME, Field.LAST_NAME) if part in each) for each in sources)
    return next((name for name in names if name), "") or next(iter(_screen_names(sources)), "")


def _screen_names(sources: Iterable[dict[Field, str]]) -> list[str]:
    return [each[Field.SCREEN_NAME] for each in sources if Field.SCREEN_NAME in each]


def checked(name: Field, value: str) -> str:
    """A value that an officer enters, in the form in which statements are kept."""
    plain = value.strip()
    try:
        if name is Field.BIRTH_DATE:
            return date.fromisoformat(plain).isoformat()
        if name is Field.SEX:
            return Sex(plain).value
    except ValueError:
        raise FactUnreadable(name) from None
    if name is Field.POSTCODE and not is_code(plain.partition(" ")[0]):
        raise FactUnreadable("a postcode as DK 3000")
    if not plain or len(plain) > 256:
        raise FactUnreadable(name)
    return plain
