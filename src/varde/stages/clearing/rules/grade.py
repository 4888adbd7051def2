"""How much there is to act on, and whether a child seems in danger now. Marks order the work; they say nothing about guilt."""

from __future__ import annotations

from varde.kernels.wire.letters import Urgency
from varde.stages.clearing.rules.read import Reading
from varde.stages.clearing.types import Graded

HIGH, RAISED, ORDINARY = Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE


def graded(reading: Reading) -> Graded:
    """Both marks with their reasons, each a sentence."""
    quality, said = _quality(reading)
    urgency, why = _urgency(reading)
    return Graded(quality, urgency, (*why, *said))


def _quality(reading: Reading) -> tuple[int, tuple[str, ...]]:
    account = reading.account
    person = account.person_or_user_reported_person
    marks: tuple[tuple[bool, int, str], ...] = (
        (bool(account.esp_identifier), 15, "the account's identifier is given"),
        (bool(person and (person.first_name or person.last_name)), 10, "a name is stated"),
        (bool(person and person.date_of_birth), 10, "a birth date is stated"),
        (_is_verified(reading), 20, "an e-mail address or phone number is verified"),
        (bool(person and person.address), 10, "an address is stated"),
        (any(capture.date_time for capture in reading.captures), 15, "an IP address with its time is given"),
        (any(capture.port for capture in reading.captures), 5, "a port is given, so that shared addresses can be resolved"),
        (bool(reading.acts), 10, f"{len(reading.acts)} acts are listed one by one"),
        (_views_stated(reading), 5, "it is stated whether the files were viewed"),
    )  # fmt: skip
    total = sum(points for holds, points, _ in marks if holds)
    said = tuple(f"+{points}: {sentence}" for holds, points, sentence in marks if holds)
    missing = tuple(f"+0: not so: {sentence}" for holds, _, sentence in marks if not holds)
    return total, (*said, *missing)


def _views_stated(reading: Reading) -> bool:
    return any(file.file_viewed_by_esp is not None for file in reading.details.values())


def _is_verified(reading: Reading) -> bool:
    person = reading.account.person_or_user_reported_person
    if person is None:
        return False
    return any(email.verified for email in person.email) or any(phone.verified for phone in person.phone)


def _urgency(reading: Reading) -> tuple[Urgency, tuple[str, ...]]:
    summary = reading.report.incident_summary
    notes = summary.report_annotations
    of_files = [file.file_annotations for file in reading.details.values() if file.file_annotations]
    high: tuple[tuple[bool, str], ...] = (
        (bool(summary.escalate_to_high_priority), "urgent: the platform escalates it"),
        (bool(notes and notes.sextortion), "urgent: the platform marks it as extortion"),
        (bool(notes and notes.sadistic_online_exploitation), "urgent: the platform marks it as sadistic exploitation"),
        (any(file.live_streaming for file in of_files), "urgent: live streaming"),
        (any(file.infant or file.physical_harm for file in of_files), "urgent: an infant or physical harm"),
    )
    raised: tuple[tuple[bool, str], ...] = (
        (bool(notes and notes.minor_to_minor_interaction), "soon: between minors, so children are involved on both sides"),
        (any(file.possible_self_production for file in of_files), "soon: possibly filmed by the child, who may need help soon"),
        (bool(notes and notes.csam_solicitation), "soon: somebody is asked for such pictures"),
    )
    for level, signs in ((HIGH, high), (RAISED, raised)):
        why = tuple(sentence for holds, sentence in signs if holds)
        if why:
            return level, why
    return ORDINARY, ("routine: no sign in the report that a child is in danger now",)
