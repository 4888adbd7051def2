from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from varde.kernels import places
from varde.kernels.places.errors import NoSuchDistrict
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import PersonId
from varde.kernels.terms.people import Sex
from varde.stages.casework.models import Decision, DepictedChild, Incident, Suspect
from varde.stages.casework.models.access import incident_for, seen_by
from varde.stages.casework.queries.incidents import bounds, cuts_of
from varde.stages.casework.rules.waves import wave_of
from varde.stages.casework.types import NO_DISTRICT, Ground, SortBy, SuspectFilter, SuspectRow, SuspectTable

ORDER: dict[SortBy, str] = {
    SortBy.LABEL: "label",
    SortBy.ACCOUNTS: "accounts_count",
    SortBy.ACTS: "acts_count",
    SortBy.RECIPIENTS: "recipients_count",
    SortBy.FIRST_ACT: "first_act_at",
    SortBy.LAST_ACT: "last_act_at",
    SortBy.AGE: "age_at_first_act",
    SortBy.DISTRICT: "district",
    SortBy.LANE: "lane_now",
    SortBy.DISPOSITION: "disposition",
}


def suspects(
    incident: UUID,
    *,
    by: Actor,
    only: SuspectFilter | None = None,
    sort: SortBy = SortBy.ACTS,
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> SuspectTable:
    """The suspects of an incident that the actor may see; those without a value stand last in either direction."""
    found = incident_for(incident, by=by)
    rows = _kept(cases_of(found, by=by), only or SuspectFilter(), incident=found)
    key = F(ORDER[sort])
    ordered = rows.order_by(key.desc(nulls_last=True) if descending else key.asc(nulls_last=True), "person__number")
    page = list(ordered[offset : offset + limit] if limit is not None else ordered[offset:])
    total = rows.count() if limit is not None or offset else len(page)
    return SuspectTable(tuple(as_rows(page, incident=found)), total)


def cases_of(incident: Incident, *, by: Actor) -> QuerySet[Suspect]:
    """The rows of an incident that the actor may see: persons with at least one act."""
    rows = Suspect.objects.filter(incident=incident, acts_count__gt=0).select_related("person")
    return seen_by(rows, by).annotate(lane_now=Coalesce("lane", "lane_proposed"))


def as_rows(rows: Collection[Suspect], *, incident: Incident) -> list[SuspectRow]:
    """The rows as types, with two further queries however many they are."""
    cuts = cuts_of(incident)
    depicted = set(DepictedChild.objects.filter(incident=incident).values_list("person_id", flat=True))
    waiting = Decision.objects.filter(suspect__incident=incident, in_force_at__isnull=True, withdrawn_at__isnull=True)
    awaiting = set(waiting.values_list("suspect_id", flat=True))
    names: dict[str, str] = {}
    return [as_row(row, cuts=cuts, depicted=row.person_id in depicted, awaiting=row.pk in awaiting, names=names) for row in rows]


def as_row(row: Suspect, *, cuts: Sequence[datetime], depicted: bool, awaiting: bool, names: dict[str, str]) -> SuspectRow:
    """One row as a type. `names` remembers the districts' names."""
    assert row.first_act_at is not None
    assert row.last_act_at is not None
    return SuspectRow(
        person=PersonId(row.person_id),
        number=row.person.number,
        label=row.label,
        sex=Sex(row.sex),
        accounts=row.accounts_count,
        acts=row.acts_count,
        recipients=row.recipients_count,
        first_act_at=row.first_act_at,
        last_act_at=row.last_act_at,
        age_at_first_act=row.age_at_first_act,
        below_line_acts=row.below_line_acts,
        lane_proposed=row.lane_proposed,
        lane_reasons=tuple(Ground(code, sentence) for code, sentence in row.lane_reasons),
        lane_decided=row.lane,
        district=row.district,
        district_name=_name(row.district, names),
        district_assigned=row.assigned_district is not None,
        disposition=row.disposition,
        depicted=depicted,
        wave=wave_of(row.first_act_at, cuts=cuts),
        awaiting_second=awaiting,
    )


def district_name(key: str | None) -> str | None:
    """What people call a district; its key where the tables have lost it."""
    if key is None:
        return None
    try:
        return places.district_named(key).name
    except NoSuchDistrict:
        return key


def is_lead(key: str) -> bool:
    """Whether a district leads its country's large cases."""
    try:
        return places.district_named(key).is_lead
    except NoSuchDistrict:
        return False


def _name(key: str | None, names: dict[str, str]) -> str | None:
    if key is None:
        return None
    if key not in names:
        names[key] = district_name(key) or key
    return names[key]


def _kept(rows: QuerySet[Suspect], only: SuspectFilter, *, incident: Incident) -> QuerySet[Suspect]:
    for name, keep in FILTERS.items():
        value = getattr(only, name)
        if value is not None:
            rows = rows.filter(keep(value))
    return rows.filter(_in_wave(only.wave, incident=incident)) if only.wave is not None else rows


def _text(value: str) -> Q:
    found = Q(label__icontains=value.strip())
    return found | Q(person__number=int(value)) if value.strip().isdigit() and len(value) < 10 else found


FILTERS: dict[str, Callable[[Any], Q]] = {
    "district": lambda value: Q(district__isnull=True) if value == NO_DISTRICT else Q(district=value),
    "lane": lambda value: Q(lane_now=str(value)),
    "lane_decided": lambda value: Q(lane__isnull=not value),
    "disposition": lambda value: Q(disposition=str(value)),
    "sex": lambda value: Q(sex=str(value)),
    "below_line": lambda value: Q(below_line_acts__gt=0) if value else Q(below_line_acts=0),
    "unknown_age": lambda value: Q(birth_date__isnull=value),
    "acts_at_least": lambda value: Q(acts_count__gte=value),
    "text": _text,
    "since": lambda value: Q(since__gte=value),
}


def _in_wave(wave: int, *, incident: Incident) -> Q:
    begins, ends = bounds(cuts_of(incident), wave) if 1 <= wave <= len(incident.wave_cuts) + 1 else (None, None)
    found = Q() if 1 <= wave <= len(incident.wave_cuts) + 1 else Q(pk__in=[])
    if begins:
        found &= Q(first_act_at__gte=begins)
    if ends:
        found &= Q(first_act_at__lt=ends)
    return found
