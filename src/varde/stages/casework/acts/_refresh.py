"""What is derived of a person in an incident, written anew whenever a statement, an act, a link or a decision changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from varde.keeps.ledger import face as ledger
from varde.kernels.law.types import NeighbourFact
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.casework.models import Account, Act, DepictedChild, Finding, Incident, Recipient, Statement, Suspect
from varde.stages.casework.rules.conduct import Conduct, Derived, derive
from varde.stages.casework.rules.statements import Fact
from varde.stages.casework.types import Field, FindingKind


def refresh(persons: Collection[UUID], *, by: Actor, arrived_in: Incident | None = None) -> None:
    """Derive these persons anew in every incident of theirs, and record what changed about each.

    `arrived_in`: the incident in which a referral told of them just now; they may be new there.
    """
    rows: dict[UUID, dict[UUID, Suspect]] = {arrived_in.pk: {}} if arrived_in else {}
    for row in Suspect.objects.filter(person__in=persons).order_by("id"):
        rows.setdefault(row.incident_id, {})[row.person_id] = row
    for incident, known in rows.items():
        _refresh_in(incident, persons, known=known, by=by)


def _refresh_in(incident: UUID, persons: Collection[UUID], *, known: dict[UUID, Suspect], by: Actor) -> None:
    for person, conduct in _conducts(incident, persons).items():
        row = known.get(person) or Suspect(incident_id=incident, person_id=person, since=clock.now())
        is_nobody_here = not conduct.sent_at and person not in known
        if not is_nobody_here and _write(row, derive(conduct)):
            facts = row.known | {"incident": incident}
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


def _conducts(incident: UUID, persons: Collection[UUID]) -> dict[UUID, Conduct]:
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
    found = _found(incident, persons)
    return {
        person: Conduct(
            facts=tuple(facts[person]),
            otherwise=accounts[person][0].esp_identifier if accounts[person] else "",
            located_in=next((account.country for account in accounts[person] if account.country), None),
            accounts=len({act.account_id for act in acts[person]}),
            sent_at=tuple(act.sent_at for act in acts[person]),
            recipients=recipients.get(person, 0),
            is_depicted=person in depicted,
            neighbour=_neighbour(found.get((person, FindingKind.LAWFUL_NEIGHBOUR)), acts=len(acts[person])),
            is_minor_conduct=(person, FindingKind.MINOR_CONDUCT) in found,
        )
        for person in persons
    }


def _found(incident: UUID, persons: Collection[UUID]) -> dict[tuple[UUID, FindingKind], Finding]:
    rows = Finding.objects.filter(suspect__incident=incident, suspect__person__in=persons, taken_back_at__isnull=True)
    return {(row.suspect.person_id, FindingKind(row.kind)): row for row in rows.select_related("suspect")}


def _neighbour(finding: Finding | None, *, acts: int) -> NeighbourFact | None:
    """What was found, as far as it covers the acts that are known by now."""
    if finding is None:
        return None
    covers = finding.covers_all_acts and finding.acts_count == acts
    who = finding.by.partition(":")[2] or finding.by
    return NeighbourFact(row=finding.row, covers_all_acts=covers, found_by=f"{who} ({finding.reason.rstrip('.')})")


def _recipients(incident: UUID, persons: Collection[UUID]) -> dict[UUID, int]:
    """Distinct names sent to, by person."""
    rows = Recipient.objects.filter(act__incident=incident, act__account__person__in=persons)
    counted = rows.values("act__account__person").annotate(names=Count("name", distinct=True))
    return {row["act__account__person"]: row["names"] for row in counted}
