from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.roles import Job


class Right(StrEnum):
    """What may be allowed. People get rights by their job; machines by their token."""

    # people
    REVIEW = "review"  # platform: see the queue, confirm, refuse
    FILE = "file"  # platform: see tips, file now
    CLEAR = "clear"  # clearinghouse: bundles, placing, routing
    AGREE = "agree"  # clearinghouse: add and end agreements
    WORK_CASES = "work_cases"  # agency: own district's cases
    LEAD_CASES = "lead_cases"  # agency: every district's cases, assigning
    OPEN_EVIDENCE = "open_evidence"
    SECOND_PERSON = "second_person"
    READ_LEDGER = "read_ledger"
    MANAGE_PEOPLE = "manage_people"
    # machines
    LOOK_UP = "look_up"  # ask the matching service
    SEND_REPORTS = "send_reports"
    SEND_SHARE_RECORDS = "send_share_records"
    READ_COUNTS = "read_counts"


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A person with a log-in."""

    username: str
    display_name: str
    job: Job
    district: str | None


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """A machine that showed a valid token, and what the token allows."""

    actor: Actor
    rights: frozenset[Right]
