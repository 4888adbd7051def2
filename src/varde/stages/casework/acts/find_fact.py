from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import FindingUnknown, GroundNeeded
from varde.stages.casework.models import Act, Finding, Suspect
from varde.stages.casework.models.access import case_of
from varde.stages.casework.rules import findings
from varde.stages.casework.rules.line import jurisdiction_of
from varde.stages.casework.types import FindingKind


def find_fact(incident: IncidentId, *, person: PersonId, row: str, reason: str, by: Actor, covers_all_acts: bool = False) -> None:
    """Enter what an officer found and no rule can: a lawful neighbour, or minor conduct. `row`: of the law's tables."""
    if not reason.strip():
        raise GroundNeeded
    with transaction.atomic():
        case = case_of(incident, person, by=by, for_change=True)
        kind = _kind_of(row, case=case)
        said = {"row": row, "covers_all_acts": covers_all_acts, "acts_count": case.acts_count, "reason": reason.strip()}
        standing = Finding.objects.filter(suspect=case, kind=kind, taken_back_at__isnull=True)
        if standing.filter(**said).exists():
            return
        standing.update(taken_back_at=clock.now())
        made = Finding.objects.create(suspect=case, kind=kind, by=str(by), at=clock.now(), **said)
        _tell(made, by=by)


def take_back_fact(incident: IncidentId, *, person: PersonId, row: str, by: Actor) -> None:
    """A finding no longer stands; it stays in the case's history."""
    with transaction.atomic():
        case = case_of(incident, person, by=by, for_change=True)
        standing = Finding.objects.filter(suspect=case, row=row, taken_back_at__isnull=True).first()
        if standing is None:
            return
        standing.taken_back_at = clock.now()
        standing.save(update_fields=["taken_back_at"])
        _tell(standing, by=by)


def _kind_of(row: str, *, case: Suspect) -> FindingKind:
    jurisdiction = jurisdiction_of(case.country or None, district=case.home_district)
    acts = Act.objects.filter(incident=case.incident_id, account__person=case.person_id).values_list("sent_at", flat=True)
    kinds = {each.row: each.kind for each in findings.offered(jurisdiction, acts=list(acts))}
    if row not in kinds:
        raise FindingUnknown(row)
    return kinds[row]


def _tell(finding: Finding, *, by: Actor) -> None:
    case = finding.suspect
    facts = {
        "incident": case.incident_id,
        "finding": finding.kind,
        "row": finding.row,
        "covers_all_acts": finding.covers_all_acts,
        "taken_back": finding.taken_back_at is not None,
    }
    ledger.record(ledger.Kind.FACT_FOUND, about=case.person_id, by=by, facts=facts)
    refresh([case.person_id], by=by)
