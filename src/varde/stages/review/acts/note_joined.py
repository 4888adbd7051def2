from __future__ import annotations

from varde.kernels.terms.topics import ReportJoined
from varde.stages.review.models import JoinedReporter


def note_joined(joined: ReportJoined) -> None:
    """Count one more reporter of the same messages; intake recorded it."""
    JoinedReporter.objects.get_or_create(
        joined=joined.joined, defaults={"report": joined.report, "case_number": joined.case_number}
    )
