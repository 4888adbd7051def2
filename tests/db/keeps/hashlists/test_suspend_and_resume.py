from __future__ import annotations

from datetime import timedelta

import pytest

from cast import MALLORY, UNA
from hashsharing_of_tests import LONG_AGO, shared
from unit.kernels.wire.lists.lists_of_tests import md5
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock

pytestmark = pytest.mark.django_db
LIST, Which = "shared-lantern", hashlists.Which


def hitting() -> int:
    return hashlists.lists()[0].entries


@pytest.fixture(autouse=True)
def _shared() -> None:
    """Member 102 floods; member 101 shares the first of its files too."""
    hashlists.take_shared("lantern", [shared(1), *(shared(number, member="102") for number in range(1, 5))])


def test_one_entry_is_suspended_and_resumed() -> None:
    entry = hashlists.entries(LIST)[0].id
    assert hashlists.suspend(LIST, Which(entry=entry), reason="poisoned", by=UNA) == 1
    assert (hitting(), hashlists.entry(entry).state) == (11, hashlists.EntryState.SUSPENDED)
    assert hashlists.resume(LIST, Which(entry=entry), reason="reviewed", by=UNA) == 1
    assert hitting() == 12


def test_mallory_may_neither() -> None:
    for act in (hashlists.suspend, hashlists.resume):
        with pytest.raises(parties.NotAllowed):
            act(LIST, Which(member="102"), reason="poisoned", by=MALLORY)
    assert hitting() == 12


def test_a_flooding_member_is_suspended_in_one_act_and_what_others_vouch_for_goes_on_to_hit() -> None:
    assert hashlists.suspend(LIST, Which(member="102"), reason="flooding") == 9
    assert hashlists.suspend(LIST, Which(member="102"), reason="flooding") == 0
    assert hitting() == 3


def test_what_came_in_some_time_is_suspended() -> None:
    now = clock.now()
    with clock.frozen(now + timedelta(hours=1)):
        hashlists.take_shared("lantern", [shared(9)])
    assert hashlists.suspend(LIST, Which(since=now + timedelta(minutes=30)), reason="flooding") == 3
    assert hashlists.suspend(LIST, Which(until=now - timedelta(days=1)), reason="flooding") == 0
    assert hitting() == 12


def test_suspended_stays_suspended_whatever_is_fetched() -> None:
    hashlists.suspend(LIST, Which(member="102"), reason="flooding")
    later = LONG_AGO + timedelta(minutes=5)
    hashlists.take_shared("lantern", [shared(number, member="102", at=later) for number in range(1, 5)])
    assert hitting() == 3
    rows = {one.value.hex(): one for one in hashlists.entries(LIST)}
    assert rows[md5(2)].state is hashlists.EntryState.SUSPENDED
    hashlists.resume(LIST, Which(member="102"), reason="reviewed")
    assert hitting() == 12


def test_the_ledger_says_which_and_why() -> None:
    hashlists.suspend(LIST, Which(member="102"), reason="flooding", by=UNA)
    hashlists.resume(LIST, Which(member="102"), reason="mistake", by=UNA)
    (suspended,) = ledger.entries((ledger.Kind.ENTRIES_SUSPENDED,))
    assert suspended.facts == {"list": LIST, "entries": 9, "reason": "flooding", "member": "102"}
    (resumed,) = ledger.entries((ledger.Kind.ENTRIES_RESUMED,))
    assert resumed.facts["reason"] == "mistake"
