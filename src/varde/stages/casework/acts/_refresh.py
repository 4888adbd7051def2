"""What is derived of a person in an incident, written anew whenever a statement, an act, a link or a decision changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.casework.models import Account, Act, DepictedChild, Incident, Recipient, Statement, Suspect
from varde.stages.casework.rules.conduct import Conduct, Derived, derive
from varde.stages.casework.rules.statements import Fact
from varde.stages.casework.types import Field


def refresh(persons: Collection[UUID], *, by: Actor, incident: Incident | None = None) -> None:
    """Derive these persons anew, in one incident or in all of theirs, and record what changed about each."""
    found = [incident] if incident else Incident.objects.filter(acts__account__person__in=persons).distinct()
    also = Incident.objects.none() if incident else Incident.objects.filter(suspects__person__in=persons).distinct()
    for one in {each.pk: each for each in (*found, *also)}.values():
        _refresh_in(one, persons, by=by)


def _refresh_in(incident: Incident, persons: Collection[UUID], *, by: Actor) -> None:
    rows = {row.person_id: row for row in Suspect.objects.filter(incident=incident, person__in=persons)}
    for person, conduct in _conducts(incident, persons).items():
        row = rows.get(person) or Suspect(incident=incident, person_id=person, since=clock.now())
        if _write(row, derive(conduct)):
            facts = row.known | {"incident": incident.pk}
            ledger.record(ledger.Kind.PERSON_KNOWN, about=person, by=by, facts=facts)


def _write(row: Suspect, derived: Derived) -> bool:
    """Put the derived values into the row; answer whether the ledger must be told."""
    columns = derived.columns()
    columns["district"] = row.assigned_district or derived.home_district
    known = derived.for_ledger() | {"district": columns["district"]}
    changed = {name for name, value in (columns | {"known": known}).items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, known if name == "known" else columns[name])
    if changed or row._state.adding:  # noqa: SLF001  Django's way to say that a row is new
        row.save()
    return "known" in changed


def _conducts(incident: Incident, persons: Collection[UUID]) -> dict[UUID, Conduct]:
    accounts: dict[UUID, list[Account]] = defaultdict(list)
    for account in Account.objects.filter(person__in=persons).order_by("known_at", "id"):
        accounts[account.person_id].append(account)
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    stated = Statement.objects.filter(account__person__in=persons).select_related("account")
    for row in stated.order_by("account__known_at", "account", "id"):
        facts[row.account.person_id].append(Fact(Field(row.field), row.value, row.is_verified, row.source, row.stated_at))
    acts: dict[UUID, list[Act]] = defaultdict(list)
    for act in Act.objects.filter(incident=incident, account__person__in=persons).select_related("account").order_by("sent_at"):
        acts[act.account.person_id].append(act)
    recipients = _recipients(incident, persons)
    depicted = set(DepictedChild.objects.filter(incident=incident, person__in=persons).values_list("person_id", flat=True))
    return {
        person: Conduct(
            facts=tuple(facts[person]),
            otherwise=accounts[person][0].esp_identifier if accounts[person] else "",
            located_in=next((account.country for account in accounts[person] if account.country), None),
            accounts=len({act.account_id for act in acts[person]}),
            sent_at=tuple(act.sent_at for act in acts[person]),
            recipients=recipients.get(person, 0),
            is_depicted=person in depicted,
        )
        for person in persons
    }


def _recipients(incident: Incident, persons: Collection[UUID]) -> dict[UUID, int]:
    """Distinct names sent to, by person."""
    rows = Recipient.objects.filter(act__incident=incident, act__account__person__in=persons)
    counted = rows.values("act__account__person").annotate(names=Count("name", distinct=True))
    return {row["act__account__person"]: row["names"] for row in counted}
