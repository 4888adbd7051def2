from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from cast import LANTERN, UNA
from hashsharing_of_tests import PASSWORD, REASON, USER, Lantern, gone, lantern_shares, shared, some
from post_of_tests import KEYS, public
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.roles import StationRole
from varde.kernels.wire.hashsharing.types import FeedbackSubmission, FeedbackType
from varde.links.peers import face as peers
from varde.links.peers.acts.fetch import lock_of
from varde.links.peers.hashsharing import client as module

pytestmark = pytest.mark.django_db
ACTIVE = (hashlists.EntryState.PROPOSED, hashlists.EntryState.ATTESTED)
HOUR = timedelta(hours=1)


@pytest.fixture
def lantern() -> Iterator[Lantern]:
    with lantern_shares(*some(7)) as found:
        knows(found)
        yield found


def knows(lantern: Lantern, name: str = LANTERN, *, password: str = PASSWORD) -> None:
    log_in = peers.NewLogIn(peers.Protocol.HASHSHARING, USER, password, lantern.root)
    address = f"http://127.0.0.1:{lantern.port}"
    peers.add(name, role=StationRole.CLEARINGHOUSE, url=address, key=public(KEYS["lantern"]), log_ins=[log_in])


def ours() -> peers.OwnLogIn:
    return peers.log_ins_to_fetch()[0]


def held() -> set[str]:
    entries = hashlists.entries("shared-lantern") if "shared-lantern" in hashlists.names() else []
    return {one.value.hex() for one in entries if one.state in ACTIVE}


def values(*numbers: int) -> set[str]:
    return {one.text for number in numbers for one in shared(number).fingerprints}


def test_harbour_fetches_what_lantern_shares(lantern: Lantern) -> None:
    fetched = peers.fetch(ours(), by=UNA)
    assert (fetched.pages, fetched.entries) == (3, 7)
    assert held() == values(*range(7))
    assert hashlists.checkpoint(LANTERN).done_until == fetched.until


def test_with_a_wrong_password_nothing_is_taken() -> None:
    with lantern_shares(*some(2)) as other:
        knows(other, password="another-password")
        with pytest.raises(peers.ClearinghouseRefuses, match="401"):
            peers.fetch(ours())
    assert not held()
    assert hashlists.checkpoint(LANTERN) == hashlists.Checkpoint()


def test_the_next_range_brings_what_changed_and_takes_away_what_is_gone(lantern: Lantern) -> None:
    peers.fetch(ours())
    now = clock.now()
    lantern.say(gone(1, at=now), shared(20, at=now))
    with clock.frozen(now + HOUR):
        fetched = peers.fetch(ours())
    assert (fetched.entries, fetched.deleted) == (2, 1)
    assert held() == values(0, 2, 3, 4, 5, 6, 20)


def test_the_ledger_says_once_for_each_whole_range_what_came(lantern: Lantern) -> None:
    peers.fetch(ours(), by=UNA)
    (said,) = ledger.entries((ledger.Kind.LIST_FETCHED,))
    assert (said.about, said.facts) == (LANTERN, {"pages": 3, "entries": 7, "deleted": 0})


@pytest.mark.parametrize("point", range(1, 7))
def test_killed_at_any_write_the_page_and_the_position_stand_or_fall_together(
    lantern: Lantern, monkeypatch: pytest.MonkeyPatch, point: int
) -> None:
    """Each page is two writes, taking it and keeping where it ended; whichever is the last, nothing is lost or skipped."""
    writes: list[str] = []

    class Killed(BaseException):
        pass

    def dying(name: str) -> None:
        real = getattr(hashlists, name)

        def write(*given: object) -> object:
            writes.append(name)
            if len(writes) == point:
                raise Killed
            return real(*given)

        patched.setattr(hashlists, name, write)

    with monkeypatch.context() as patched:
        dying("take_shared")
        dying("set_checkpoint")
        with pytest.raises(Killed):
            peers.fetch(ours())
    pages = (point - 1) // 2
    assert held() == values(*range(3 * pages))
    assert hashlists.checkpoint(LANTERN).done_until is None
    again = peers.fetch(ours())
    assert again.pages == 3 - pages
    assert held() == values(*range(7))


def test_a_busy_lantern_is_asked_again_as_it_wishes(lantern: Lantern, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    lantern.mischief = [(503, {"Retry-After": "3"}), (429, {}), (500, {})]
    client = peers.hash_sharing_client(ours())
    monkeypatch.setattr(client, "_wait", waits.append)
    peers.fetch(ours(), pages=client)
    assert waits == [3.0, 2.0, 4.0]
    assert held() == values(*range(7))


def test_only_one_process_fetches_from_a_clearinghouse_at_a_time(lantern: Lantern) -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock_of(LANTERN)])
    with pytest.raises(peers.FetchUnderWay):
        peers.fetch(ours())
    other.close()
    assert not lantern.asked


def test_what_is_due_is_fetched_from_every_clearinghouse_also_when_one_is_away(
    lantern: Lantern, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lantern_shares(*some(2)) as other:
        knows(other, "mirror", password="another-password")
        with pytest.raises(peers.ClearinghouseRefuses):
            peers.fetch_due(every=HOUR)
    asked = len(lantern.asked)
    assert asked == 3
    monkeypatch.setattr(module, "TRIED_AGAIN", 0)
    with pytest.raises(peers.ClearinghouseUnreachable):
        peers.fetch_due(every=HOUR)
    assert len(lantern.asked) == asked


def test_without_a_log_in_there_is_nothing_to_fetch() -> None:
    peers.fetch_due(every=HOUR)
    with pytest.raises(peers.NothingToFetch):
        peers.log_ins_to_fetch("lantern")


def test_feedback_is_given_and_written_down(lantern: Lantern) -> None:
    client = peers.hash_sharing_client(ours())
    (reason,) = client.reasons(FeedbackType.MD5)
    peers.give_feedback(ours(), member="101", entry="made-1", about=FeedbackType.MD5, reasons=(reason.guid,), over=client)
    assert lantern.feedback == {"/v2/entries/101/made-1/MD5/feedback": FeedbackSubmission((REASON.guid,))}
    (said,) = ledger.entries((ledger.Kind.FEEDBACK_GIVEN,))
    assert (said.about, said.facts["is_affirmative"]) == ("101-made-1", False)
