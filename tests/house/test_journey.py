from __future__ import annotations

import pytest

from varde.flow.feedback import RETURN
from varde.flow.journey import OUTWARD
from varde.flow.step import Step
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import PAYLOADS, Topic


def onward(steps: tuple[Step, ...]) -> list[tuple[int, Topic]]:
    return [(place, topic) for place, step in enumerate(steps) for topic in step.emits]


@pytest.mark.parametrize("steps", [OUTWARD, RETURN])
def test_what_a_step_emits_is_only_awaited_further_down(steps: tuple[Step, ...]) -> None:
    """If this fails, open src/varde/flow/journey.py or feedback.py: a step hands something back up the tuple."""
    for place, topic in onward(steps):
        awaited = [other for other, step in enumerate(steps) if step.on is topic]
        assert awaited, f"nobody waits for {topic}"
        assert min(awaited) > place


@pytest.mark.parametrize("role", list(StationRole))
def test_a_station_has_one_step_for_a_topic(role: StationRole) -> None:
    topics = [step.on for step in (*OUTWARD, *RETURN) if step.at is role]
    assert len(topics) == len(set(topics))


def test_every_topic_is_awaited_somewhere_and_has_a_payload() -> None:
    assert {step.on for step in (*OUTWARD, *RETURN)} == set(Topic)
    assert set(PAYLOADS) == set(Topic)
