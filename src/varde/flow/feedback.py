"""The return way: what came of it goes back up the chain, coded, without names."""

from __future__ import annotations

from varde.flow.step import Step
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import Topic
from varde.links.post import face as post
from varde.stages.clearing import face as clearing
from varde.stages.filing import face as filing

RETURN: tuple[Step, ...] = (
    Step(on=Topic.OUTCOME_RECORDED, at=StationRole.AGENCY, do=post.send, at_once=False),
    Step(on=Topic.OUTCOME_ARRIVED, at=StationRole.CLEARINGHOUSE, do=clearing.forward_outcome, emits=(Topic.OUTCOME_FORWARDED,)),
    Step(on=Topic.OUTCOME_FORWARDED, at=StationRole.CLEARINGHOUSE, do=post.send, at_once=False),
    Step(on=Topic.OUTCOME_ARRIVED, at=StationRole.PLATFORM, do=filing.take_outcome),
)
