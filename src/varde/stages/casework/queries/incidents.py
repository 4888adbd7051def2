from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.models import Account, Act, Decision, Incident, Item, ReceivedReferral, Recipient, ReportSeen, Suspect
from varde.stages.casework.models.access import incident_for, seen_by
from varde.stages.casework.rules.line import zone_of
from varde.stages.casework.types import IncidentLine, IncidentOverview

Counts = dict[UUID, dict[str, Any]]  # by incident: names of figures to their values


def incidents(*, by: Actor) -> list[IncidentLine]:
    """Every incident, newest first, with what the actor may see of it."""
    parties.require(by, parties.Right.WORK_CASES)
    rows = Incident.objects.filter(joined_into__isnull=True).order_by("-opened_at")
    told = (
        _of_suspects(by),
        _waiting(by),
        _counted(Item.objects.filter(acts__isnull=False), "items"),
        _counted(ReportSeen.objects.all(), "reports"),
    )
    return [_line(row, {name: value for part in told for name, value in part.get(row.pk, {}).items()}) for row in rows]


def _line(row: Incident, counts: dict[str, Any]) -> IncidentLine:
    counts = {"suspects": 0, "acts": 0} | counts
    return IncidentLine(IncidentId(row.pk), row.number, row.opened_at, row.last_received_at, **counts)


def _of_suspects(by: Actor) -> Counts:
    undecided = Q(lane__isnull=True)
    rows = (
        seen_by(Suspect.objects.filter(acts_count__gt=0), by)
        .values("incident")
        .annotate(
            suspects=Count("id"),
            acts=Sum("acts_count"),
            lane_undecided=Count("id", filter=undecided),
            oldest_undecided=Min("since", filter=undecided),
        )
    )
    return {row["incident"]: {name: value for name, value in row.items() if name != "incident"} for row in rows.order_by()}


def _waiting(by: Actor) -> Counts:
    waiting = Decision.objects.filter(in_force_at__isnull=True, withdrawn_at__isnull=True)
    rows = waiting.filter(suspect__in=seen_by(Suspect.objects.all(), by)).values("suspect__incident").order_by()
    return {row["suspect__incident"]: {"awaiting_second": row["n"]} for row in rows.annotate(n=Count("id"))}


def _counted(rows: QuerySet[Any], name: str) -> Counts:
    counted = rows.values("incident").order_by().annotate(n=Count("id", distinct=True))
    return {row["incident"]: {name: row["n"]} for row in counted}


def incident_overview(incident: UUID, *, by: Actor) -> IncidentOverview:
    """The head of the incident's page."""
    row = incident_for(incident, by=by)
    cases = seen_by(Suspect.objects.filter(incident=row, acts_count__gt=0), by)
    persons = cases.values("person")
    counts = cases.aggregate(
        suspects=Count("id"),
        acts=Sum("acts_count"),
        below_line=Count("id", filter=Q(below_line_acts__gt=0)),
        unknown_age=Count("id", filter=Q(birth_date__isnull=True)),
        lane_undecided=Count("id", filter=Q(lane__isnull=True)),
        disposition_open=Count("id", filter=Q(disposition="open")),
        without_district=Count("id", filter=Q(district__isnull=True)),
    )
    counts["acts"] = counts["acts"] or 0
    undecided = cases.filter(lane__isnull=True).order_by("since").values_list("since", flat=True).first()
    acts = Act.objects.filter(incident=row, account__person__in=persons)
    return IncidentOverview(
        id=IncidentId(row.pk),
        number=row.number,
        opened_at=row.opened_at,
        last_received_at=row.last_received_at,
        publicity_at=row.publicity_at,
        wave_cuts=cuts_of(row),
        bundles=row.bundles.count(),
        referrals=_referrals(row, by=by).count(),
        accounts_without_acts=_referrals(row, by=by).filter(account__acts__isnull=True).values("account").distinct().count(),
        reports=row.reports.count(),
        accounts=Account.objects.filter(person__in=persons, acts__incident=row).distinct().count(),
        items=Item.objects.filter(incident=row, acts__isnull=False).distinct().count(),
        recipients=Recipient.objects.filter(act__in=acts).values("name").distinct().count(),
        awaiting_second=Decision.objects.filter(suspect__in=cases, in_force_at__isnull=True, withdrawn_at__isnull=True).count(),
        oldest_undecided=undecided,
        zone=zone_of(country_of(row)),
        **counts,
    )


def _referrals(row: Incident, *, by: Actor) -> QuerySet[ReceivedReferral]:
    """All of them for whoever sees every district; else those about persons of the own one."""
    found = ReceivedReferral.objects.filter(incident=row)
    if parties.sees_every_district(by):
        return found
    return found.filter(account__person__in=seen_by(Suspect.objects.filter(incident=row), by).values("person"))


def cuts_of(row: Incident) -> tuple[datetime, ...]:
    """The cuts between waves, ascending."""
    return tuple(datetime.fromisoformat(cut) for cut in row.wave_cuts)


def country_of(row: Incident) -> str | None:
    """The country of most suspects: whose clocks a timeline follows."""
    countries = Suspect.objects.filter(incident=row, acts_count__gt=0).exclude(country="").values("country")
    most = countries.annotate(n=Count("id")).order_by("-n", "country").first()
    return most["country"] if most else None


def bounds(cuts: Sequence[datetime], wave: int) -> tuple[datetime | None, datetime | None]:
    """Where a wave begins and ends."""
    return (cuts[wave - 2] if wave > 1 else None), (cuts[wave - 1] if wave <= len(cuts) else None)
