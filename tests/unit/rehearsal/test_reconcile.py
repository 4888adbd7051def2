from __future__ import annotations

from dataclasses import replace

from rehearsal import denmark
from rehearsal.reconcile import digest, unreconciled

TRUTH = denmark.make(scale=0.02, seed=3)
ARRIVED = [digest(act) for act in TRUTH.acts]


def test_when_every_act_arrived_once_there_is_nothing_to_say() -> None:
    assert unreconciled(TRUTH, ARRIVED) == []


def test_a_lost_a_doubled_and_a_strange_act_are_named() -> None:
    found = unreconciled(TRUTH, [*ARRIVED[1:], ARRIVED[1], "0" * 64])
    assert [each["key"] for each in found] == [f"act {TRUTH.acts[0].id}", f"act {TRUTH.acts[1].id}", "acts nobody put in"]


def test_another_recipient_or_time_is_another_act() -> None:
    act = TRUTH.acts[0]
    assert digest(replace(act, recipients=(*act.recipients, "mallory"))) != digest(act)
    assert digest(replace(act, recipients=act.recipients[::-1])) == digest(act)
