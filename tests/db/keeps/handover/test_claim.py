from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from varde.keeps.handover import face as handover
from varde.kernels.terms import clock
from varde.kernels.terms.ids import TipId, new_uuid
from varde.kernels.terms.topics import TipReady, Topic

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONLY = (Topic.TIP_READY,)


def put() -> TipReady:
    payload = TipReady(TipId(new_uuid()))
    handover.put(Topic.TIP_READY, payload)
    return payload


def test_what_was_put_is_claimed_as_the_same_type() -> None:
    payload = put()
    claimed = handover.claim(ONLY)
    assert claimed is not None
    assert claimed.payload == payload


def test_a_leased_handover_is_nobody_elses() -> None:
    put()
    assert handover.claim(ONLY) is not None
    assert handover.claim(ONLY) is None


def test_a_dead_workers_handover_is_found_again_and_its_late_word_does_not_count() -> None:
    with clock.frozen(NOON):
        put()
        dead = handover.claim(ONLY)
    with clock.frozen(NOON + timedelta(minutes=3)):
        living = handover.claim(ONLY)
        assert dead is not None
        assert living is not None
        with pytest.raises(handover.LeaseLost):
            handover.done(dead)
        handover.done(living)
    assert handover.count_pending() == 0


def test_a_failed_step_waits_longer_each_time() -> None:
    with clock.frozen(NOON):
        put()
        claimed = handover.claim(ONLY)
        assert claimed is not None
        handover.put_back(claimed, why="peer_unreachable")
        assert handover.claim(ONLY) is None
    (waiting,) = handover.pending()
    assert (waiting.last_error, waiting.due_at) == ("peer_unreachable", NOON + timedelta(seconds=2))


def test_topics_of_other_steps_are_left_alone() -> None:
    put()
    assert handover.claim((Topic.TIP_ARRIVED,)) is None


def test_a_payload_of_another_topic_is_refused() -> None:
    with pytest.raises(handover.WrongPayload):
        handover.put(Topic.TIP_ARRIVED, TipReady(TipId(new_uuid())))
