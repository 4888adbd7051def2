from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cast import HARBOUR_AS_PEER, MIRROR_AS_PEER
from lantern_of_tests import described, left_for, only, opened, uploaded
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.topics import Topic
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import Submission

pytestmark = pytest.mark.django_db
ONE = timedelta(seconds=1)


@pytest.fixture
def start() -> datetime:
    return clock.now()


def opened_at(start: datetime) -> int:
    with clock.frozen(start):
        return opened()


def test_a_finished_report_is_handed_on_with_its_files() -> None:
    number = opened()
    files = (uploaded(number, b"clip"), uploaded(number, b"clip"))
    assert clearing.finish(number, by=HARBOUR_AS_PEER) == files
    assert only(list(left_for(Topic.TIP_ARRIVED))).tip == Submission.objects.get().pk


def test_a_retracted_report_is_not() -> None:
    clearing.retract(opened(), by=HARBOUR_AS_PEER)
    assert not list(left_for(Topic.TIP_ARRIVED))


@pytest.mark.parametrize("end", [clearing.finish, clearing.retract])
def test_another_reporter_may_not(end: object) -> None:
    number = opened()
    with pytest.raises(clearing.NotYourReport):
        end(number, by=MIRROR_AS_PEER)  # type: ignore[operator]


def test_an_ended_report_says_how_it_ended() -> None:
    done, gone = opened(), opened()
    clearing.finish(done, by=HARBOUR_AS_PEER)
    clearing.retract(gone, by=HARBOUR_AS_PEER)
    for end in (clearing.finish, clearing.retract):
        with pytest.raises(clearing.AlreadyFinished):
            end(done, by=HARBOUR_AS_PEER)
        with pytest.raises(clearing.AlreadyRetracted):
            end(gone, by=HARBOUR_AS_PEER)


def test_an_unfinished_report_lapses_after_a_day(start: datetime) -> None:
    number, other = opened_at(start), opened_at(start)
    with clock.frozen(start + timedelta(hours=24)):
        assert clearing.expire_unfinished() == 0
        clearing.finish(number, by=HARBOUR_AS_PEER)
    with clock.frozen(start + timedelta(hours=24) + ONE):
        with pytest.raises(clearing.NoSuchReport):
            clearing.finish(other, by=HARBOUR_AS_PEER)
        assert clearing.expire_unfinished() == 1


def test_a_late_change_lets_it_live_an_hour_longer(start: datetime) -> None:
    number = opened_at(start)
    late = start + timedelta(hours=23, minutes=30)
    with clock.frozen(late):
        described(number, uploaded(number, b"clip"))
    with clock.frozen(late + timedelta(hours=1)):
        assert clearing.expire_unfinished() == 0
    with clock.frozen(late + timedelta(hours=1) + ONE):
        assert clearing.expire_unfinished() == 1


def test_a_lapsed_report_is_gone_for_its_reporter(start: datetime) -> None:
    number = opened_at(start)
    with clock.frozen(start + timedelta(days=2)):
        assert (clearing.expire_unfinished(), clearing.expire_unfinished()) == (1, 0)
        for end in (clearing.finish, clearing.retract):
            with pytest.raises(clearing.NoSuchReport):
                end(number, by=HARBOUR_AS_PEER)


def test_the_ledger_says_how_each_ended(start: datetime) -> None:
    done, gone, _ = opened_at(start), opened_at(start), opened_at(start)
    clearing.finish(done, by=HARBOUR_AS_PEER)
    clearing.retract(gone, by=HARBOUR_AS_PEER)
    with clock.frozen(start + timedelta(days=2)):
        clearing.expire_unfinished()
    ends = (ledger.Kind.SUBMISSION_FINISHED, ledger.Kind.SUBMISSION_RETRACTED, ledger.Kind.SUBMISSION_EXPIRED)
    told = [(entry.kind, entry.by) for entry in ledger.entries(ends)]
    assert told == [(ends[0], "peer:harbour"), (ends[1], "peer:harbour"), (ends[2], "station:station")]
