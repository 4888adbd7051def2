from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import SameIncident
from varde.stages.casework.models import (
    Act,
    Copy,
    Decision,
    DepictedChild,
    Finding,
    Incident,
    IncidentBundle,
    Item,
    ItemKey,
    ReceivedReferral,
    ReportSeen,
    Suspect,
)
from varde.stages.casework.models.access import incident_for, one_at_a_time

Joined = list[tuple[UUID, UUID]]


def join_incidents(incident: IncidentId, *, into: IncidentId, by: Actor) -> None:
    """Two bundles are one matter: everything of the first goes to the second, which every later referral joins too."""
    parties.require(by, parties.Right.LEAD_CASES)
    with transaction.atomic():
        one_at_a_time()
        former, latter = incident_for(incident, by=by), incident_for(into, by=by)
        if former.pk == latter.pk:
            raise SameIncident
        join(former, latter, by=by)


def join(former: Incident, latter: Incident, *, by: Actor) -> None:
    """The joining itself, inside the caller's transaction; also done when the clearinghouse says that bundles are one."""
    persons = set(Suspect.objects.filter(incident__in=[former, latter]).values_list("person_id", flat=True))
    joined = _join_items(former, latter)
    _move(former, latter)
    facts = {"former": former.pk, "into": latter.pk, "items_joined": joined}
    ledger.record(ledger.Kind.INCIDENTS_JOINED, about=latter.pk, by=by, facts=facts)
    refresh(persons, by=by)


def _join_items(former: Incident, latter: Incident) -> Joined:
    """Items with a key or a copy in common are one; the others are numbered on. Answers (the former, what it is now)."""
    keys = {bytes(row.mark): row.item_id for row in ItemKey.objects.filter(incident=latter)}
    copies = {bytes(row.sha_mark): row.item_id for row in Copy.objects.filter(incident=latter)}
    joined: Joined = []
    for item in Item.objects.filter(incident=former).order_by("number"):
        same = _same_item(item, keys=keys, copies=copies)
        if same is None:
            item.incident, item.number = latter, Item.objects.filter(incident=latter).count() + 1
            item.save(update_fields=["incident", "number"])
        else:
            joined.append((item.pk, same))
            _pour(item, same)
    ItemKey.objects.filter(incident=former).exclude(mark__in=keys).update(incident=latter)
    ItemKey.objects.filter(incident=former).delete()
    told = Copy.objects.filter(incident=former, self_production_told=True).values("sha_mark")
    Copy.objects.filter(incident=latter, sha_mark__in=told).update(self_production_told=True)
    Copy.objects.filter(incident=former).exclude(sha_mark__in=copies).update(incident=latter)
    Copy.objects.filter(incident=former).delete()
    return joined


def _same_item(item: Item, *, keys: dict[bytes, UUID], copies: dict[bytes, UUID]) -> UUID | None:
    by_key = (keys.get(bytes(row.mark)) for row in ItemKey.objects.filter(item=item))
    by_copy = (copies.get(bytes(row.sha_mark)) for row in Copy.objects.filter(item=item))
    return next((found for found in (*by_key, *by_copy) if found), None)


def _pour(item: Item, same: UUID) -> None:
    for table in (Act, Copy, ItemKey):
        table._default_manager.filter(item=item).update(item_id=same)  # noqa: SLF001  Django's public name
    known = DepictedChild.objects.filter(item_id=same).values("person")
    DepictedChild.objects.filter(item=item).exclude(person__in=known).update(item_id=same)
    DepictedChild.objects.filter(item=item).delete()


def _move(former: Incident, latter: Incident) -> None:
    for table in (Act, IncidentBundle, ReceivedReferral, DepictedChild):
        table._default_manager.filter(incident=former).update(incident=latter)  # noqa: SLF001  Django's public name
    numbers = ReportSeen.objects.filter(incident=latter)
    for report in ReportSeen.objects.filter(incident=former):
        if not numbers.filter(platform=report.platform, case_number=report.case_number).exists():
            ReportSeen.objects.filter(pk=report.pk).update(incident=latter)
    _move_cases(former, latter)
    latter.wave_cuts = latter.wave_cuts or former.wave_cuts
    latter.publicity_at = latter.publicity_at or former.publicity_at
    latter.save(update_fields=["wave_cuts", "publicity_at"])
    Incident.objects.filter(joined_into=former).update(joined_into=latter)
    former.joined_into = latter
    former.save(update_fields=["joined_into"])


def _move_cases(former: Incident, latter: Incident) -> None:
    """A person with a case in both keeps the one in the latter, with what was decided there; the other's decisions hang on."""
    here = {row.person_id: row for row in Suspect.objects.filter(incident=latter)}
    for row in Suspect.objects.filter(incident=former):
        kept = here.get(row.person_id)
        if kept is None:
            Suspect.objects.filter(pk=row.pk).update(incident=latter)
            continue
        Decision.objects.filter(suspect=row).exclude(in_force_at__isnull=True, withdrawn_at__isnull=True).update(suspect=kept)
        Decision.objects.filter(suspect=row).delete()
        _move_findings(row, kept)
        kept.assigned_district = kept.assigned_district or row.assigned_district
        kept.lane = kept.lane or row.lane
        kept.disposition = row.disposition if kept.disposition == "open" else kept.disposition
        kept.save(update_fields=["assigned_district", "lane", "disposition"])
        row.delete()


def _move_findings(row: Suspect, kept: Suspect) -> None:
    """What was found of the kept case stands; of the other, what does not stand in its way."""
    standing = Finding.objects.filter(suspect=kept, taken_back_at__isnull=True).values("kind")
    Finding.objects.filter(suspect=row, kind__in=standing, taken_back_at__isnull=True).update(taken_back_at=clock.now())
    Finding.objects.filter(suspect=row).update(suspect=kept)
