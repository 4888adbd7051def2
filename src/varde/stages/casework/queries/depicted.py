from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import PersonId
from varde.stages.casework.models import Act, DepictedChild, Incident, Item, ReceivedReferral, Suspect
from varde.stages.casework.models.access import incident_for, seen_by
from varde.stages.casework.rules.depicted import by_first_sender, by_statement_of_the_tip
from varde.stages.casework.rules.line import age_at
from varde.stages.casework.types import DepictedRow, Ground

Proposals = dict[UUID, dict[UUID, tuple[Ground, ...]]]  # person, item, grounds


def depicted_children(incident: UUID, *, by: Actor) -> list[DepictedRow]:
    """Marked and proposed, as far as the actor may see the persons."""
    found = incident_for(incident, by=by)
    cases = {row.person_id: row for row in seen_by(Suspect.objects.filter(incident=found), by)}
    proposals = proposed_items(found, persons=cases.keys())
    marked = {(row.person_id, row.item_id): row for row in DepictedChild.objects.filter(incident=found, person__in=cases.keys())}
    pairs = [*marked, *((person, item) for person, items in proposals.items() for item in items if (person, item) not in marked)]
    numbers = dict(Item.objects.filter(incident=found).values_list("pk", "number"))
    rows = [
        _row(cases[person], item, numbers[item], marked.get((person, item)), proposals.get(person, {}).get(item, ()))
        for person, item in pairs
    ]
    return sorted(rows, key=lambda row: (row.marked_at is None, row.label, row.item_number))


def _row(case: Suspect, item: UUID, number: int, mark: DepictedChild | None, grounds: tuple[Ground, ...]) -> DepictedRow:
    return DepictedRow(
        person=PersonId(case.person_id),
        label=case.label,
        item=item,
        item_number=number,
        marked_by=mark.by if mark else None,
        marked_at=mark.at if mark else None,
        is_suspect=case.acts_count > 0,
        grounds=grounds,
    )


def proposed_items(incident: Incident, *, persons: Collection[UUID]) -> Proposals:
    """For each of these persons the items in which they may be depicted."""
    cases = {row.person_id: row for row in Suspect.objects.filter(incident=incident, person__in=list(persons))}
    said = _said_by_tips(incident)
    found: Proposals = {}
    for act in _first_acts(incident):
        case = cases.get(act.account.person_id)
        if case is None:
            continue
        age = age_at(case.birth_date, act.sent_at, country=case.country or None)
        grounds = (by_first_sender(age, is_first=True), by_statement_of_the_tip(said.get(act.account_id, ())))
        if kept := tuple(ground for ground in grounds if ground):
            found.setdefault(case.person_id, {})[act.item_id] = kept
    return found


def _first_acts(incident: Incident) -> list[Act]:
    """The first act with each item."""
    acts = Act.objects.filter(incident=incident).select_related("account")
    return list(acts.order_by("item", "sent_at", "id").distinct("item"))


def _said_by_tips(incident: Incident) -> dict[UUID, list[str]]:
    said: dict[UUID, list[str]] = {}
    for account, reasons in ReceivedReferral.objects.filter(incident=incident).values_list("account_id", "grade_reasons"):
        said.setdefault(account, []).extend(reasons)
    return said
