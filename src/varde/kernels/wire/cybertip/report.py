"""The `report` document, opened with POST /submit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from varde.kernels.wire.cybertip.incidents import InternetDetails
from varde.kernels.wire.cybertip.markup import ATTRIBUTE, FLAG, TEXT, spelled
from varde.kernels.wire.cybertip.people import ContactPerson, Person
from varde.kernels.wire.cybertip.subjects import Recipient, ReportedPerson, Victim
from varde.kernels.wire.cybertip.values import BatchReason, IncidentType


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchedReport:
    """The switch to a report about many accounts that passed on one viral file."""

    reason: BatchReason = field(default=BatchReason.VIRAL_POTENTIAL_MEME, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnnotations:
    """Presence flags; none at all is valid. `informational` exists since 2026."""

    sextortion: bool = field(default=False, metadata=FLAG)
    csam_solicitation: bool = field(default=False, metadata=FLAG)
    minor_to_minor_interaction: bool = field(default=False, metadata=FLAG)
    spam: bool = field(default=False, metadata=FLAG)
    sadistic_online_exploitation: bool = field(default=False, metadata=FLAG)
    informational: bool = field(default=False, metadata=FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSummary:
    """What is reported and when it happened; an `escalate_to_high_priority` that is there at all escalates."""

    incident_type: IncidentType
    platform: str | None = None
    escalate_to_high_priority: str | None = None
    report_annotations: ReportAnnotations | None = None
    incident_date_time: datetime
    incident_date_time_description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedLegalProcessInternational:
    """Whether foreign police served legal process, and which country's."""

    served: bool = field(metadata=TEXT)
    flea_country: str | None = field(default=None, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawEnforcement:
    """Police that already know."""

    agency_name: str
    case_number: str | None = None
    officer_contact: ContactPerson | None = None
    reported_to_le: bool | None = None
    served_legal_process_domestic: bool | None = None
    served_legal_process_international: ServedLegalProcessInternational | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who reports; the person must have an e-mail address (rule, not schema)."""

    reporting_person: Person
    contact_person: ContactPerson | None = None
    company_template: str | None = None
    terms_of_service: str | None = None
    legal_url: str | None = field(default=None, metadata=spelled("legalURL"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One CyberTip."""

    batched_report: BatchedReport | None = None
    incident_summary: IncidentSummary
    internet_details: tuple[InternetDetails, ...] = ()
    law_enforcement: LawEnforcement | None = None
    reporter: Reporter
    person_or_user_reported: tuple[ReportedPerson, ...] = ()
    intended_recipient: tuple[Recipient, ...] = ()
    victim: tuple[Victim, ...] = ()
    additional_info: str | None = None
