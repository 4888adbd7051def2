"""Accounts as they are compared when candidates for the same person are sought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.stages.casework.models.account import Account, NotSame, Statement
from varde.stages.casework.models.incident import Incident
from varde.stages.casework.types import Field, Profile

VERIFIED = (str(Field.EMAIL), str(Field.PHONE))
COMPARED = (Field.SCREEN_NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.BIRTH_DATE, Field.EMAIL, Field.PHONE)


def profiles_of(incident: Incident, *, by: Actor) -> list[Profile]:
    """The accounts of an incident that the actor may see, oldest first, then those of other incidents that resemble one of them.

    By a verified phone or e-mail address: one person on two platforms is found though no item joins the two matters.
    """
    here = _profiles(_seen(Account.objects.filter(referrals__incident=incident), by=by, incident=incident))
    shared = {value for profile in here for value in (*profile.verified_phones, *profile.verified_emails)}
    stated = Statement.objects.filter(field__in=VERIFIED, is_verified=True, value__in=shared).values("account")
    elsewhere = Account.objects.filter(pk__in=stated).exclude(pk__in=[profile.account for profile in here])
    return [*here, *_profiles(_seen(elsewhere, by=by), is_here=False)]


def _profiles(accounts: QuerySet[Account], *, is_here: bool = True) -> list[Profile]:
    stated: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Statement.objects.filter(account__in=accounts, field__in=[str(name) for name in COMPARED])
    for account, name, value, is_verified in rows.order_by("id").values_list("account_id", "field", "value", "is_verified"):
        if is_verified or name not in VERIFIED:
            stated[account][name].append(value)
    return [_profile(account, stated[account.pk], is_here=is_here) for account in accounts.distinct().order_by("known_at", "id")]


def not_same() -> set[frozenset[UUID]]:
    """Pairs that an officer decided are two people."""
    return {frozenset(pair) for pair in NotSame.objects.values_list("one_id", "other_id")}


def _seen(accounts: QuerySet[Account], *, by: Actor, incident: Incident | None = None) -> QuerySet[Account]:
    if parties.sees_every_district(by):
        return accounts
    if incident is None:
        return accounts.filter(person__suspects__district=by.district or "")
    return accounts.filter(person__suspects__incident=incident, person__suspects__district=by.district or "")


def _profile(account: Account, stated: dict[str, list[str]], *, is_here: bool) -> Profile:
    name = " ".join(_last(stated, part) or "" for part in (Field.FIRST_NAME, Field.LAST_NAME)).strip()
    screen_names = _distinct(stated.get(Field.SCREEN_NAME, ()))
    return Profile(
        account=account.pk,
        person=account.person_id,
        label=name or (screen_names[-1] if screen_names else account.esp_identifier),
        screen_names=screen_names,
        name=name or None,
        birth_date=_last(stated, Field.BIRTH_DATE),
        verified_phones=_distinct(stated.get(Field.PHONE, ())),
        verified_emails=_distinct(stated.get(Field.EMAIL, ())),
        is_here=is_here,
    )


def _last(stated: dict[str, list[str]], name: Field) -> str | None:
    return stated[name][-1] if stated.get(name) else None


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
