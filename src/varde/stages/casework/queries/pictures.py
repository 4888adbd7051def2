"""What the incident's pictures are drawn from: timeline, shares per suspect, districts, waves."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from varde.kernels.terms.actors import Actor
from varde.stages.casework.models import Act
from varde.stages.casework.models.access import incident_for
from varde.stages.casework.queries.incidents import bounds, country_of, cuts_of
from varde.stages.casework.queries.suspects import cases_of, district_name, is_lead
from varde.stages.casework.rules.line import zone_of
from varde.stages.casework.rules.waves import wave_of
from varde.stages.casework.types import DayCount, DistrictRow, Wave


def acts_per_day(incident: UUID, *, by: Actor) -> list[DayCount]:
    """Acts on each local day that had any, and by how many senders."""
    found = incident_for(incident, by=by)
    zone = ZoneInfo(zone_of(country_of(found)))
    acts = Act.objects.filter(incident=found, account__person__in=cases_of(found, by=by).values("person"))
    days = acts.annotate(day=TruncDate("sent_at", tzinfo=zone)).values("day")
    counted = days.annotate(acts=Count("id"), senders=Count("account__person", distinct=True)).order_by("day")
    return [DayCount(row["day"], row["acts"], row["senders"]) for row in counted]


def shares_per_suspect(incident: UUID, *, by: Actor) -> list[tuple[int, int]]:
    """How many suspects have so many acts: (acts, suspects), ascending."""
    counts = cases_of(incident_for(incident, by=by), by=by).values_list("acts_count", flat=True)
    return sorted(Counter(counts).items())


def districts(incident: UUID, *, by: Actor) -> list[DistrictRow]:
    """Each district's share, most suspects first."""
    rows = cases_of(incident_for(incident, by=by), by=by).values("district").order_by()
    counted = rows.annotate(
        suspects=Count("id"),
        acts=Sum("acts_count"),
        below_line=Count("id", filter=Q(below_line_acts__gt=0)),
        lane_undecided=Count("id", filter=Q(lane__isnull=True)),
        disposition_open=Count("id", filter=Q(disposition="open")),
    )
    found = [_district(dict(row)) for row in counted]
    return sorted(found, key=lambda row: (-row.suspects, row.key or "~"))


def _district(counts: dict[str, Any]) -> DistrictRow:
    key = counts.pop("district")
    return DistrictRow(key=key, name=district_name(key), is_lead=key is not None and is_lead(key), **counts)


def waves(incident: UUID, *, by: Actor) -> list[Wave]:
    """The waves between the cuts, and how many suspects of each began after the incident became public."""
    found = incident_for(incident, by=by)
    cuts, public = cuts_of(found), found.publicity_at
    firsts = [at for at in cases_of(found, by=by).values_list("first_act_at", flat=True) if at]
    counted = Counter(wave_of(at, cuts=cuts) for at in firsts)
    after = Counter(wave_of(at, cuts=cuts) for at in firsts if public and at >= public)
    return [Wave(wave, *bounds(cuts, wave), counted[wave], after[wave]) for wave in range(1, len(cuts) + 2)]
