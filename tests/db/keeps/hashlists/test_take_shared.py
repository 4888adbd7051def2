from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, sha1, wide
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.kernels.wire.hashsharing.types import Deleted, Entry, Fingerprint, Media

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, tzinfo=UTC)
State = hashlists.EntryState


def shared(
    number: int, *, member: str = "101", of: int | None = None, later: int = 0, classification: str | None = "A1"
) -> Entry:
    made = number if of is None else of
    values = (
        ("md5", md5(made)),
        ("sha1", sha1(made)),
        ("pdq", wide(made)),
        ("netclean", "bm90IG91cnM="),
        ("md5", "not hexadecimal"),
    )
    return Entry(
        media=Media.IMAGE,
        member=member,
        id=f"made-{number}",
        timestamp=AT + timedelta(minutes=later),
        classification=classification,
        fingerprints=tuple(Fingerprint(*value) for value in values),
    )


def gone(number: int, *, member: str = "101", later: int = 1) -> Deleted:
    return Deleted(media=Media.IMAGE, member=member, id=f"made-{number}", timestamp=AT + timedelta(minutes=later))


def held(*states: State) -> dict[str, hashlists.KnownEntry]:
    wanted = states or (State.PROPOSED, State.ATTESTED)
    return {one.value.hex(): one for one in hashlists.entries("shared-lantern") if one.state in wanted}


def test_a_page_is_taken_whole_and_its_member_vouches_for_it() -> None:
    assert hashlists.take_shared("lantern", [shared(1), shared(2)]) == hashlists.Taken(added=2)
    assert set(held()) == {value for number in (1, 2) for value in (md5(number), sha1(number), wide(number))}
    one = held()[md5(1)]
    assert (one.attested_by, one.classification, one.state) == (("lantern/101",), "A1", State.PROPOSED)


def test_twice_is_once_and_the_list_stays_at_its_version() -> None:
    hashlists.take_shared("lantern", [shared(1)])
    assert hashlists.take_shared("lantern", [shared(1)]) == hashlists.Taken()
    assert [(one.name, one.version, one.entries) for one in hashlists.lists()] == [("shared-lantern", 1, 3)]


def test_two_members_make_an_entry_attested_also_in_one_page() -> None:
    hashlists.take_shared("lantern", [shared(1), shared(1, member="102"), shared(2)])
    hashlists.take_shared("lantern", [shared(7, member="103", of=2)])
    assert {one.state for one in held().values()} == {State.ATTESTED}
    assert held()[wide(1)].attested_by == ("lantern/101", "lantern/102")


def test_one_member_twice_counts_once() -> None:
    hashlists.take_shared("lantern", [shared(1), shared(2, of=1)])
    assert {one.state for one in held().values()} == {State.PROPOSED}
    hashlists.take_shared("lantern", [gone(1)])
    assert len(held()) == 3


def test_a_tombstone_withdraws_what_nobody_else_vouches_for() -> None:
    hashlists.take_shared("lantern", [shared(1), shared(1, member="102"), shared(2)])
    assert hashlists.take_shared("lantern", [gone(1), gone(2), gone(99)]) == hashlists.Taken(deleted=2)
    assert set(held()) == {md5(1), sha1(1), wide(1)}
    assert {one.state for one in held().values()} == {State.PROPOSED}
    assert set(held(State.WITHDRAWN)) == {md5(2), sha1(2), wide(2)}


def test_an_update_replaces_the_fingerprints_and_an_older_state_does_not_come_back() -> None:
    hashlists.take_shared("lantern", [shared(1)])
    assert hashlists.take_shared("lantern", [shared(1, of=5, later=2, classification="B2")]) == hashlists.Taken(changed=1)
    assert set(held()) == {md5(5), sha1(5), wide(5)}
    assert held()[md5(5)].classification == "B2"
    assert hashlists.take_shared("lantern", [shared(1)]) == hashlists.Taken()
    assert set(held()) == {md5(5), sha1(5), wide(5)}


def test_a_deleted_file_may_be_shared_anew() -> None:
    hashlists.take_shared("lantern", [shared(1)])
    hashlists.take_shared("lantern", [gone(1)])
    hashlists.take_shared("lantern", [shared(1, later=3)])
    assert set(held()) == {md5(1), sha1(1), wide(1)}


def test_within_a_page_the_newest_state_counts() -> None:
    hashlists.take_shared("lantern", [shared(1, later=5, classification="B1"), shared(1)])
    assert held()[md5(1)].classification == "B1"
    assert hashlists.take_shared("lantern", [gone(2), shared(2)]) == hashlists.Taken()


def test_a_disputed_entry_stays_so_whoever_shares_it_anew() -> None:
    hashlists.take_shared("lantern", [shared(1)])
    hashlists.dispute(held()[md5(1)].id, organisation="harbour", reason="wrong-fingerprint")
    hashlists.take_shared("lantern", [shared(1, later=1), shared(1, member="102")])
    assert set(held(State.DISPUTED)) == {md5(1)}


def test_the_ledger_says_once_that_there_is_a_new_list() -> None:
    hashlists.take_shared("lantern", [shared(1)])
    hashlists.take_shared("lantern", [shared(2)])
    (said,) = ledger.entries((ledger.Kind.LIST_ADDED,))
    assert said.facts == {"name": "shared-lantern", "source": "lantern"}


def test_how_far_a_source_was_fetched_is_kept() -> None:
    assert hashlists.checkpoint("lantern") == hashlists.Checkpoint()
    where = hashlists.Checkpoint(AT, AT, AT + timedelta(hours=1), "/v2/entries?start=1", AT)
    hashlists.set_checkpoint("lantern", where)
    hashlists.set_checkpoint("mirror", hashlists.Checkpoint(saved_at=AT))
    assert hashlists.checkpoint("lantern") == where
