"""The outward way, from a participant's report to an incident. Read this first."""

from __future__ import annotations

from varde.flow.step import Step
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import ReportJoined, TipReady, Topic
from varde.links.peers import face as peers
from varde.links.post import face as post
from varde.stages.casework import face as casework
from varde.stages.clearing import face as clearing
from varde.stages.filing import face as filing
from varde.stages.intake import face as intake
from varde.stages.matching import face as matching
from varde.stages.review import face as review


def file_tip(ready: TipReady) -> None:
    """Filing knows what to say; the link knows how to reach the clearinghouse."""
    filing.file(ready, over=peers.clearinghouse_client())


def note_joined(joined: ReportJoined) -> None:
    """Another person reported the same: the moderators see how many, and the tips name every case."""
    review.note_joined(joined)
    filing.note_joined(joined)


OUTWARD: tuple[Step, ...] = (
    Step(on=Topic.REPORT_ACCEPTED, at=StationRole.PLATFORM, do=matching.look_up, emits=(Topic.MEDIA_LOOKED_UP,), at_once=False),
    Step(
        on=Topic.MEDIA_LOOKED_UP, at=StationRole.PLATFORM, do=review.enqueue, emits=(Topic.REPORT_CONFIRMED, Topic.COPY_REFUSED)
    ),
    Step(on=Topic.COPY_REFUSED, at=StationRole.PLATFORM, do=intake.discard_copy),
    Step(on=Topic.REPORT_JOINED, at=StationRole.PLATFORM, do=note_joined),
    Step(on=Topic.REPORT_CONFIRMED, at=StationRole.PLATFORM, do=filing.draft, emits=(Topic.TIP_READY,)),
    Step(on=Topic.TIP_READY, at=StationRole.PLATFORM, do=file_tip, emits=(Topic.TIP_FILED,), at_once=False),
    Step(on=Topic.TIP_FILED, at=StationRole.PLATFORM, do=filing.retain),
    Step(on=Topic.TIP_ARRIVED, at=StationRole.CLEARINGHOUSE, do=clearing.take_in, emits=(Topic.REFERRAL_ROUTED,), at_once=False),
    Step(on=Topic.REFERRAL_ROUTED, at=StationRole.CLEARINGHOUSE, do=post.send, at_once=False),
    Step(on=Topic.REFERRAL_ARRIVED, at=StationRole.AGENCY, do=casework.receive),
)
