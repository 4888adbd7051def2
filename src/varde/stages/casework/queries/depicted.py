from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import PersonId
from varde.stages.casework.models import Act, Copy, DepictedChild, Incident, Item, Suspect
from varde.stages.casework.models.access import incident_for, seen_by
from varde.stages.casework.rules.depicted import by_first_sender, by_mark_of_the_file
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
    marked = _marked_files(incident)
    first = _first_acts(incident)
    firsts = {act.pk for act in first}
    found: Proposals = {}
    for act in (*first, *_acts_with(marked, incident=incident, persons=persons)):
        case = cases.get(act.account.person_id)
        if case is None:
            continue
        grounds = _grounds(act, case, is_first=act.pk in firsts, is_marked=bytes(act.sha_mark) in marked)
        if grounds:
            items = found.setdefault(case.person_id, {})
            items[act.item_id] = _each_once(items.get(act.item_id, ()), grounds)
    return found


def _grounds(act: Act, case: Suspect, *, is_first: bool, is_marked: bool) -> tuple[Ground, ...]:
    age = age_at(case.birth_date, act.sent_at, country=case.country or None)
    found = (by_first_sender(age, is_first=is_first), by_mark_of_the_file(age, is_marked=is_marked, is_first=is_first))
    return tuple(ground for ground in found if ground)


def _each_once(known: Iterable[Ground], more: Iterable[Ground]) -> tuple[Ground, ...]:
    """The ground found first stays: it speaks of the earlier act."""
    return tuple({ground.code: ground for ground in (*more, *known)}.values())


def _first_acts(incident: Incident) -> list[Act]:
    """The first act with each item."""
    acts = Act.objects.filter(incident=incident).select_related("account")
    return list(acts.order_by("item", "sent_at", "id").distinct("item"))


def _marked_files(incident: Incident) -> set[bytes]:
    rows = Copy.objects.filter(incident=incident, self_production_told=True).values_list("sha_mark", flat=True)
    return {bytes(mark) for mark in rows}


def _acts_with(marked: Collection[bytes], *, incident: Incident, persons: Collection[UUID]) -> list[Act]:
    """These persons' first act with each item in a marked file."""
    if not marked:
        return []
    acts = Act.objects.filter(incident=incident, account__person__in=list(persons), sha_mark__in=list(marked))
    return list(
        acts.select_related("account").order_by("account__person", "item", "sent_at", "id").distinct("account__person", "item")
    )
