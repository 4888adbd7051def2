"""The second layer: what holds between fields and what the schema cannot say. Pure; each breach names a path and never content.

Event times are measured against `at` with five minutes of grace, because the sender's clock is not ours and a refused report is
never retried. Whether report ids and file ids exist is for the caller to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta

from varde.kernels.wire.cybertip import field_rules
from varde.kernels.wire.cybertip.field_rules import Breach
from varde.kernels.wire.cybertip.files import FileAnnotations, FileDetails
from varde.kernels.wire.cybertip.markup import stands_as, wire_name
from varde.kernels.wire.cybertip.report import Report
from varde.kernels.wire.cybertip.values import FileRelevance

GRACE = timedelta(minutes=5)
MAY_BE_AHEAD = frozenset({"reenabled_date"})


def broken_in_report(report: Report, *, at: datetime) -> list[Breach]:
    """Every rule of the report document that is broken, in document order, then the rules over the whole."""
    return [
        *_in_parts("/report", report, at),
        *_reporter_has_email(report),
        *_incident_emails_reappear(report),
        *_batched(report),
    ]


def broken_in_file_details(details: FileDetails, *, at: datetime) -> list[Breach]:
    """Every rule of the fileDetails document that is broken."""
    return [*_in_parts("/fileDetails", details, at), *_viewing(details), *_supplemental(details)]


def broken_in_batched_file_details(details: FileDetails) -> list[Breach]:
    """What more holds for the one file of a batched report; only the caller knows that the report is batched."""
    marks = details.file_annotations or FileAnnotations()
    wanted = FileAnnotations(viral=marks.viral, potential_meme=marks.potential_meme)
    breaches = [
        Breach(f"/fileDetails/{wire_name(field)}", "not allowed in a batched report")
        for field in fields(details)
        if field.name in _NOT_IN_BATCHED_FILE and getattr(details, field.name) not in {None, ()}
    ]
    if not (marks.viral or marks.potential_meme or details.potential_meme):
        breaches.append(Breach("/fileDetails/fileAnnotations", "a batched report needs viral or potentialMeme"))
    if marks != wanted:
        breaches.append(Breach("/fileDetails/fileAnnotations", "only viral and potentialMeme in a batched report"))
    if details.file_relevance is FileRelevance.SUPPLEMENTAL:
        breaches.append(Breach("/fileDetails/fileRelevance", "must be Reported in a batched report"))
    return breaches


_NOT_IN_BATCHED_FILE = frozenset(
    {
        "original_file_name",
        "location_of_file",
        "original_file_hash",
        "ip_capture_event",
        "device_id",
        "details",
        "additional_info",
    }
)
_NOT_IN_BATCHED = ("internet_details", "law_enforcement", "intended_recipient", "victim", "additional_info")


def _in_parts(path: str, value: object, at: datetime) -> Iterator[Breach]:
    yield from field_rules.broken(path, value)
    for field in fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        here = path if stands_as(field) in {"text", "attribute"} else f"{path}/{wire_name(field)}"
        if isinstance(held, tuple):
            for number, one in enumerate(held, start=1):
                yield from _in_one(f"{here}[{number}]" if len(held) > 1 else here, field.name, one, at)
        else:
            yield from _in_one(here, field.name, held, at)


def _in_one(path: str, name: str, value: object, at: datetime) -> Iterator[Breach]:
    if is_dataclass(value):
        yield from _in_parts(path, value, at)
    elif isinstance(value, datetime) and name not in MAY_BE_AHEAD and value > at + GRACE:
        yield Breach(path, "a time must lie in the past")
    elif name == "date_of_birth" and isinstance(value, date) and value > at.date():
        yield Breach(path, "a date of birth must lie in the past")


def _reporter_has_email(report: Report) -> Iterator[Breach]:
    if not report.reporter.reporting_person.email:
        yield Breach("/report/reporter/reportingPerson", "the reporting person needs an email")


def _incident_emails_reappear(report: Report) -> Iterator[Breach]:
    people = [subject.person_or_user_reported_person for subject in report.person_or_user_reported]
    people += [recipient.intended_recipient_person for recipient in report.intended_recipient]
    people += [victim.victim_person for victim in report.victim]
    known = {email.address.strip().lower() for person in people if person for email in person.email}
    for details in report.internet_details:
        for incident in (details.email_incident, details.newsgroup_incident):
            if incident and any(email.address.strip().lower() not in known for email in incident.email_address):
                yield Breach("/report/internetDetails", "an emailAddress must reappear with a person of the report")


def _batched(report: Report) -> Iterator[Breach]:
    if report.batched_report is None:
        return
    if report.incident_summary.escalate_to_high_priority is not None:
        yield Breach("/report/incidentSummary/escalateToHighPriority", "not allowed in a batched report")
    for field in fields(report):
        if field.name in _NOT_IN_BATCHED and getattr(report, field.name) not in {None, ()}:
            yield Breach(f"/report/{wire_name(field)}", "not allowed in a batched report")
    for subject in report.person_or_user_reported:
        if subject != type(subject)(esp_identifier=subject.esp_identifier) or not subject.esp_identifier:
            yield Breach("/report/personOrUserReported", "holds espIdentifier and nothing else in a batched report")
            return


def _viewing(details: FileDetails) -> Iterator[Breach]:
    if details.exif_viewed_by_esp and not details.file_viewed_by_esp:
        yield Breach("/fileDetails/fileViewedByEsp", "must be true when exifViewedByEsp is true")


def _supplemental(details: FileDetails) -> Iterator[Breach]:
    if details.file_relevance is not FileRelevance.SUPPLEMENTAL:
        return
    if details.industry_classification:
        yield Breach("/fileDetails/industryClassification", "not with Supplemental Reported")
    if details.potential_meme or (details.file_annotations and details.file_annotations.potential_meme):
        yield Breach("/fileDetails", "potentialMeme not with Supplemental Reported")
