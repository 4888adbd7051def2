from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from harbour_of_tests import only
from varde.flow import runner
from varde.flow.step import Step
from varde.keeps.handover import face as handover
from varde.keeps.handover.models import Handover
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.ids import ReceivedTipId, TipId, new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import TipArrived, TipReady, Topic

pytestmark = pytest.mark.django_db
AT = StationRole.CLEARINGHOUSE
Steps = Callable[..., None]


class NotNow(VardeError):
    """It is not the time; come again."""

    code = "not_now"


class LockedOut(VardeError):
    """Our log-in is not accepted; correct it."""

    code = "locked_out"
    alarming = True


class Busy(VardeError):
    """It is full; come again later."""

    code = "busy"
    wait = timedelta(minutes=20)


@pytest.fixture
def journey(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """`journey(do, at_once=…)`: the only step there is, at Lantern, on TIP_ARRIVED."""

    def only_step(do: Callable[[Any], None], *, at_once: bool = True) -> None:
        monkeypatch.setattr(runner, "OUTWARD", (Step(on=Topic.TIP_ARRIVED, at=AT, do=do, at_once=at_once),))
        monkeypatch.setattr(runner, "RETURN", ())

    return only_step


def put(times: int = 1) -> list[ReceivedTipId]:
    tips = [ReceivedTipId(new_uuid()) for _ in range(times)]
    for tip in tips:
        handover.put(Topic.TIP_ARRIVED, TipArrived(tip))
    return tips


def act(payload: TipArrived) -> None:
    with transaction.atomic():
        ledger.record(ledger.Kind.TIP_TAKEN_IN, about=payload.tip, by=THE_STATION)


def acts() -> list[str]:
    return [entry.about for entry in ledger.entries([ledger.Kind.TIP_TAKEN_IN])]


def failing(payload: TipArrived) -> None:
    act(payload)
    raise NotNow


def test_what_is_due_runs_in_order_and_is_done(journey: Steps) -> None:
    journey(act)
    tips = put(3)
    assert runner.run_due(AT) == 3
    assert acts() == [str(tip) for tip in tips]
    assert (handover.count_pending(), runner.run_due(AT)) == (0, 0)


def test_no_more_is_taken_than_asked(journey: Steps) -> None:
    journey(act)
    put(3)
    assert [runner.run_due(AT, at_most=2), runner.run_due(AT, at_most=0)] == [2, 0]
    assert handover.count_pending() == 1


def test_what_another_role_waits_for_is_left_alone(journey: Steps) -> None:
    journey(act)
    put()
    handover.put(Topic.TIP_READY, TipReady(TipId(new_uuid())))
    assert runner.run_due(StationRole.AGENCY) == 0
    assert runner.run_due(AT) == 1
    left = Handover.objects.get(done_at__isnull=True)
    assert (left.topic, left.attempts, left.lease_token) == (Topic.TIP_READY, 0, None)


def test_every_role_has_its_steps() -> None:
    assert Topic.TIP_ARRIVED in runner.steps_at(StationRole.CLEARINGHOUSE)
    assert Topic.TIP_ARRIVED not in runner.steps_at(StationRole.PLATFORM)
    assert set(runner.steps_at(StationRole.AGENCY)) == {Topic.REFERRAL_ARRIVED, Topic.OUTCOME_RECORDED}


def test_a_failed_step_at_once_leaves_no_trace(journey: Steps) -> None:
    journey(failing)
    put()
    runner.run_due(AT)
    assert acts() == []
    assert only(handover.pending()).last_error == "not_now"


def test_a_failed_step_with_progress_of_its_own_keeps_it(journey: Steps) -> None:
    journey(failing, at_once=False)
    put()
    runner.run_due(AT)
    assert len(acts()) == handover.count_pending() == 1


def test_the_waits_grow_and_a_person_hears_of_the_fifth_failure(journey: Steps) -> None:
    journey(failing)
    put()
    waits, moment = [], clock.now()
    for _ in range(12):
        with clock.frozen(moment):
            assert runner.run_due(AT) == 1
            waits.append(Handover.objects.get().due_at - moment)
            assert runner.run_due(AT) == 0
        moment += waits[-1]
    assert [wait.total_seconds() for wait in waits] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    told = only(list(ledger.entries([ledger.Kind.STEP_FAILED])))
    assert (told.by, told.facts) == ("station:station", {"topic": "tip_arrived", "attempts": 5, "why": "not_now"})


def test_an_error_of_strangers_code_is_named_by_its_type_only(journey: Steps, caplog: pytest.LogCaptureFixture) -> None:
    secret = "kestrel " + "lives in Helsingør"

    def broken(_: TipArrived) -> None:
        raise ValueError(secret)

    journey(broken)
    put()
    runner.run_due(AT)
    assert only(handover.pending()).last_error == "ValueError"
    assert secret not in caplog.text


def test_one_that_fails_does_not_hold_up_the_others(journey: Steps) -> None:
    poison, *others = put(4)

    def mostly(payload: TipArrived) -> None:
        if payload.tip == poison:
            raise NotNow
        act(payload)

    journey(mostly)
    assert runner.run_due(AT) == 4
    assert acts() == [str(tip) for tip in others]


@pytest.mark.parametrize("at_once", [True, False])
def test_whoever_lost_the_lease_marks_nothing_done(journey: Steps, at_once: bool) -> None:
    def slow(payload: TipArrived) -> None:
        act(payload)
        Handover.objects.update(lease_token=new_uuid())  # another worker took it over meanwhile

    journey(slow, at_once=at_once)
    put()
    runner.run_due(AT, at_most=1)
    row = Handover.objects.get()
    assert (row.done_at, row.last_error, len(acts())) == (None, "", 0 if at_once else 1)


def test_a_dead_workers_handover_is_taken_again(journey: Steps) -> None:
    journey(act)
    put()
    assert handover.claim([Topic.TIP_ARRIVED])  # and then it was killed
    assert runner.run_due(AT) == 0
    with clock.frozen(clock.now() + handover.LEASE + timedelta(seconds=1)):
        assert runner.run_due(AT) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runners_do_everything_exactly_once(journey: Steps) -> None:
    journey(act)
    tips = put(20)
    together, taken = threading.Barrier(3), []

    def work() -> None:
        together.wait()
        taken.append(runner.run_due(AT))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 20
    assert sorted(acts()) == sorted(str(tip) for tip in tips)
    assert ledger.verify().holds


@pytest.mark.django_db(transaction=True)
def test_a_long_step_keeps_its_lease(journey: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "RENEW_SECONDS", 0.02)
    seen: list[datetime] = []

    def long(_: TipArrived) -> None:
        first = Handover.objects.get().lease_until
        assert first is not None
        end = clock.monotonic() + 20
        while not seen and clock.monotonic() < end:
            seen.extend(row.lease_until for row in Handover.objects.all() if row.lease_until and row.lease_until > first)

    journey(long, at_once=False)
    put()
    assert runner.run_due(AT) == 1
    assert seen
    assert handover.count_pending() == 0


def raising(error: VardeError) -> Callable[[object], None]:
    def do(_payload: object) -> None:
        raise error

    return do


def told_of_failures() -> list[object]:
    return [entry.facts["why"] for entry in ledger.entries([ledger.Kind.STEP_FAILED])]


def test_a_refused_log_in_is_told_to_people_at_the_first_failure(journey: Steps) -> None:
    journey(raising(LockedOut()), at_once=False)
    put()
    runner.run_due(AT)
    assert told_of_failures() == ["locked_out"]


def test_a_step_that_is_asked_to_wait_waits_so_long_and_alarms_nobody(journey: Steps) -> None:
    journey(raising(Busy()), at_once=False)
    put()
    with clock.frozen(clock.now()):
        runner.run_due(AT)
        assert only(handover.pending()).due_at == clock.now() + timedelta(minutes=20)
    assert told_of_failures() == []
