from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Min

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import PersonId
from varde.stages.casework.models import Account, Incident, Recipient, Suspect
from varde.stages.casework.models.access import incident_for
from varde.stages.casework.queries.incidents import cuts_of
from varde.stages.casework.queries.suspects import cases_of
from varde.stages.casework.rules.waves import wave_of
from varde.stages.casework.types import Edge, Node, Spread

Name = tuple[str, str, str]  # platform, service, account name


def spread(incident: UUID, *, by: Actor) -> Spread:
    """Who sent to whom, among the suspects that the actor may see; everybody else is only counted."""
    found = incident_for(incident, by=by)
    cases = {row.person_id: row for row in cases_of(found, by=by)}
    persons = _persons(set(cases))
    edges, outside = _edges(found, persons=persons)
    cuts = cuts_of(found)
    nodes = tuple(_node(row, cuts) for row in sorted(cases.values(), key=lambda row: row.person.number))
    return Spread(nodes, tuple(edges), outside)


def _persons(shown: set[UUID]) -> dict[Name, UUID]:
    rows = Account.objects.filter(person__in=shown).values_list("platform", "service", "esp_identifier", "person_id")
    return {(platform, service, name): person for platform, service, name, person in rows}


def _node(row: Suspect, cuts: tuple[datetime, ...]) -> Node:
    return Node(
        key=str(row.person_id),
        label=f"{row.person.number} {row.label}",
        person=PersonId(row.person_id),
        acts=row.acts_count,
        wave=wave_of(row.first_act_at, cuts=cuts) if row.first_act_at else None,
        district=row.district,
        lane=row.lane or row.lane_proposed,
    )


def _edges(incident: Incident, *, persons: dict[Name, UUID]) -> tuple[list[Edge], int]:
    """Edges between shown persons, and how many other names they sent to."""
    ends: dict[tuple[UUID, UUID], list[tuple[int, datetime, datetime]]] = defaultdict(list)
    outside: set[Name] = set()
    rows = Recipient.objects.filter(act__incident=incident, act__account__person__in=set(persons.values()))
    senders = rows.values("name", platform=F("act__platform"), service=F("act__service"), sender=F("act__account__person"))
    for row in senders.annotate(acts=Count("id"), first=Min("act__sent_at"), last=Max("act__sent_at")):
        name = (row["platform"], row["service"], row["name"])
        if name in persons:
            ends[row["sender"], persons[name]].append((row["acts"], row["first"], row["last"]))
        else:
            outside.add(name)
    return [_edge(sender, recipient, seen) for (sender, recipient), seen in ends.items()], len(outside)


def _edge(sender: UUID, recipient: UUID, seen: list[tuple[int, datetime, datetime]]) -> Edge:
    return Edge(
        str(sender),
        str(recipient),
        sum(n for n, _, _ in seen),
        min(first for _, first, _ in seen),
        max(last for _, _, last in seen),
    )
