"""Accounts and what is stated about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from varde.kernels.terms import clock
from varde.kernels.wire.letters import Referral
from varde.stages.casework.acts._numbers import next_number
from varde.stages.casework.models import Account, Person, Statement
from varde.stages.casework.rules.reading import located, service_of
from varde.stages.casework.rules.statements import Fact


def account_of(referral: Referral) -> Account:
    """The account that the tip is about; a new one starts with a person of its own."""
    country, percent = located(referral)
    key = {"platform": referral.platform, "service": service_of(referral), "esp_identifier": referral.account.esp_identifier}
    account = Account.objects.filter(**key).first()
    if account is None:
        person = Person.objects.create(number=next_number(Person), known_at=clock.now())
        fresh = {"person": person, "own_person": person, "known_at": clock.now()}
        return Account.objects.create(**key, **fresh, country=country, country_percent=percent)
    if country and (country, percent) != (account.country, account.country_percent):
        account.country, account.country_percent = country, percent
        account.save(update_fields=["country", "country_percent"])
    return account


def state(account: Account, facts: Iterable[Fact], *, at: datetime) -> None:
    """Keep what a source stated beside what others stated."""
    rows = [
        Statement(
            account=account, field=fact.field, value=fact.value, is_verified=fact.is_verified, source=fact.source, stated_at=at
        )
        for fact in facts
    ]
    if rows:
        Statement.objects.bulk_create(rows, ignore_conflicts=True)
