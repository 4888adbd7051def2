"""Plans become made-up people with accounts, whose contacts let an officer link what belongs together, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from rehearsal import ip_table
from rehearsal.plan import Plan, birth_date
from rehearsal.truth import Account, Address, Email, Person, Phone, Quirk, QuirkName
from varde.kernels.terms.people import Sex

PREFIX = {"DK": "+4500", "KR": "+821000"}  # no subscriber's number begins like this
HOSTS = ("example.org", "example.net", "example.com")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everyone of an operation; `accounts` hold each plan's accounts, the first one first."""

    persons: tuple[Person, ...]
    accounts: dict[int, tuple[Account, ...]]
    quirks: tuple[Quirk, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """What making people up needs to know."""

    code: str
    zone: str
    words: Mapping[str, Any]


def people(rng: Random, plans: list[Plan], *, country: Country, platforms: tuple[str, ...]) -> Crowd:
    """Make everyone up, in the order of the plans."""
    logins = _logins(rng, 2 * len(plans))
    persons: dict[int, Person] = {}
    accounts: dict[int, tuple[Account, ...]] = {}
    for plan in plans:
        household = persons.get(plan.lives_with.number) if plan.lives_with else None
        person = _person(rng, plan, country=country, household=household)
        persons[plan.number] = person
        first = _account(rng, plan, person, login=logins.pop(), country=country)
        accounts[plan.number] = (first,)
        if plan.lives_with:
            accounts[plan.number] = (first := _in_household(first, accounts[plan.lives_with.number][0]),)
        if plan.has_two_accounts:
            other = platforms[(platforms.index(plan.platform) + 1) % len(platforms)]
            accounts[plan.number] = (first, _second(plan, first, login=logins.pop(), platform=other))
    return Crowd(tuple(persons.values()), accounts, tuple(_quirks(plans, persons, accounts)))


def outsiders(rng: Random, *, count: int) -> list[str]:
    """Accounts that only ever received; their names look like everybody's."""
    return _logins(rng, count, above=60_000_000)


def _logins(rng: Random, count: int, *, above: int = 10_000_000) -> list[str]:
    return [f"u{number}" for number in rng.sample(range(above, above + 40_000_000), count)]


def _person(rng: Random, plan: Plan, *, country: Country, household: Person | None) -> Person:
    words = country.words
    given = rng.choice(list(words["female" if plan.sex is Sex.FEMALE else "male"]))
    last = household.last_name if household else rng.choice(list(words["last"]))
    address = household.address if household else _address(rng, plan, country=country)
    return Person(
        id=f"person-{plan.number:04d}",
        first_name=given,
        last_name=last,
        native_name=_native(words, given, last),
        sex=plan.sex,
        birth_date=birth_date(rng, plan, zone=country.zone),
        address=address,
        role=plan.role,
    )


def _native(words: Mapping[str, Any], given: str, last: str) -> str | None:
    if not isinstance(words["last"], dict):
        return None
    return str(words["last"][last] + {**words["male"], **words["female"]}[given])


def _address(rng: Random, plan: Plan, *, country: Country) -> Address | None:
    if plan.place is None:
        return None
    postcode, city = plan.place
    street = f"{rng.choice(country.words['streets'])} {1 + plan.number}"
    return Address(street=street, city=city, postcode=postcode, country=country.code)


def _account(rng: Random, plan: Plan, person: Person, *, login: str, country: Country) -> Account:
    """The first account: it states what the person is willing to state; two accounts or no address need a phone."""
    has_phone = plan.has_two_accounts or plan.place is None or rng.random() < 0.7
    phone = Phone(number=f"{PREFIX[country.code]}{plan.number:06d}", verified=True)
    mail = f"{_ascii(person.first_name)}.{_ascii(person.last_name)}.{plan.number}@{rng.choice(HOSTS)}"
    return Account(
        id=login,
        person=person.id,
        platform=plan.platform,
        screen_name=f"{_ascii(person.first_name)}_{rng.randrange(1000)}",
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=_stated(plan, person.birth_date),
        sex=plan.sex,
        emails=(Email(address=mail, verified=True),),
        phones=(phone,) if has_phone else (),
        address=person.address,
        ips=_ips(rng, plan, country=country),
    )


def _stated(plan: Plan, born: date | None) -> date | None:
    return born if plan.has_birth_date else None


def _ips(rng: Random, plan: Plan, *, country: Country) -> tuple[str, ...]:
    if plan.uses_vpn:
        return (ip_table.vpn_exit(plan.number),)
    home = ip_table.home(country.code, plan.number)
    return (home, ip_table.shared(country.code, plan.number)) if rng.random() < 0.25 else (home,)


def _second(plan: Plan, first: Account, *, login: str, platform: str) -> Account:
    """The same person again: name, birth date and one verified contact in common, by turns the phone and the e-mail."""
    fresh = Email(address=f"{login}@example.net", verified=True)
    by_phone = plan.number % 2 == 0
    return replace(
        first,
        id=login,
        platform=platform,
        screen_name=f"the_other_{first.screen_name}",
        emails=(fresh,) if by_phone else first.emails,
        phones=first.phones if by_phone else (),
        address=None if by_phone else first.address,
    )


def _in_household(account: Account, other: Account) -> Account:
    """A decoy: the same address, surname and connection, and the other's phone, unverified. Still two people."""
    borrowed = tuple(Phone(number=phone.number, verified=False) for phone in other.phones)
    return replace(account, ips=other.ips, phones=(*account.phones, *borrowed))


def _quirks(plans: list[Plan], persons: dict[int, Person], accounts: dict[int, tuple[Account, ...]]) -> list[Quirk]:
    found = []
    for plan in plans:
        marks = {
            QuirkName.SHARED_PERSON: plan.has_two_accounts,
            QuirkName.MISSING_BIRTH_DATE: not plan.has_birth_date,
            QuirkName.MISSING_ADDRESS: plan.place is None,
            QuirkName.SAME_HOUSEHOLD: plan.lives_with is not None,
            QuirkName.BIRTHDAY_AT_MIDNIGHT: plan.acts_on_birthday,
        }
        found += [Quirk(quirk=name, about=persons[plan.number].id) for name, is_so in marks.items() if is_so]
        found += [Quirk(quirk=QuirkName.VPN, about=account.id) for account in accounts[plan.number] if plan.uses_vpn]
    return found


def _ascii(name: str) -> str:
    return name.lower().replace("ø", "oe").replace("å", "aa").replace("æ", "ae")
