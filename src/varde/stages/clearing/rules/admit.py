"""What the schema cannot know of a report: whether it can be passed on whole, and whether the reports it names exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from varde.kernels.wire.cybertip import Recipient, Report, ReportedPerson, Victim, WireRefused
from varde.stages.clearing.rules.read import Reading

MOST_ACTS, MOST_REPORTS = 100_000, 10_000  # what one letter to an agency holds
LARGEST_NUMBER = 2**63 - 1
CONTENT = "/report/internetDetails/chatImIncident/content"


def admit(read: Reading, *, known: Callable[[Collection[int]], set[int]]) -> None:
    """Refuse (4100) what could be taken in but never be sent on; once accepted, nothing may be lost."""
    reports = len(read.block.reports) if read.block else 0
    if len(read.acts) > MOST_ACTS or reports > MOST_REPORTS:
        raise WireRefused(4100, CONTENT, f"at most {MOST_ACTS} acts and {MOST_REPORTS} reports in one document")
    named = set(_prior(read.report))
    if named and (max(named) > LARGEST_NUMBER or named - known(named)):
        raise WireRefused(4100, "/report/personOrUserReported/priorCTReports", "names a report that you have not submitted")


def _prior(report: Report) -> Iterator[int]:
    subjects: tuple[ReportedPerson | Recipient | Victim, ...] = (
        *report.person_or_user_reported,
        *report.intended_recipient,
        *report.victim,
    )
    for subject in subjects:
        yield from subject.prior_ct_reports
    holders: tuple[ReportedPerson | Victim, ...] = (*report.person_or_user_reported, *report.victim)
    for holder in holders:
        for account in holder.associated_account:
            yield from account.prior_ct_report
