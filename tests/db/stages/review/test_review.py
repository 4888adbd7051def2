from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest

from cast import ADA, ADAS_SUPERVISOR, HARBOURS_SYSTEM, MALLORY
from harbour_of_tests import (
    accepted,
    all_confirmed,
    body,
    confirmed_by_ada,
    landscape,
    left_for,
    message,
    only,
    run,
    sent_in,
    to_the_queue,
)
from varde.flow.journey import note_joined
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId, ReviewId
from varde.kernels.terms.topics import SubmissionKind, Topic
from varde.stages.intake import face as intake
from varde.stages.review import face as review

pytestmark = pytest.mark.django_db


def queued() -> tuple[ReviewId, ObjectId]:
    accepted()
    to_the_queue()
    line = only(review.queue(by=ADA))
    return line.id, only(review.one(line.id, by=ADA).items).object


def attested(data: bytes, *, by: tuple[str, ...]) -> UUID:
    hashlists.add_list("lantern", source="Lantern", by=THE_STATION)
    value = hashlib.sha256(data).digest()
    return hashlists.add_entry("lantern", algorithm=hashlists.Algorithm.SHA256, value=value, attested_by=by, by=THE_STATION)


def test_a_confirmed_report_is_handed_on_with_its_files() -> None:
    matter, item = queued()
    review.look(matter, item=item, by=ADA, blurred=False)
    review.confirm(matter, files={item: review.Classification.A2}, by=ADA)
    told = only(list(left_for(Topic.REPORT_CONFIRMED)))
    file = only(told.files)
    assert (file.object, file.classification, file.viewed) == (item, "A2", True)
    assert review.queue(by=ADA) == []
    assert only(review.decided(by=ADA)).state is review.ReviewState.CONFIRMED


def test_a_file_that_the_child_may_have_filmed_is_handed_on_as_such() -> None:
    matter, item = queued()
    review.look(matter, item=item, by=ADA, blurred=False)
    review.confirm(matter, files={item: None}, by=ADA, self_produced={item})
    assert only(only(list(left_for(Topic.REPORT_CONFIRMED))).files).possible_self_production


def test_the_picture_is_blurred_and_grey_until_asked_for() -> None:
    matter, item = queued()
    blurred, clear = review.look(matter, item=item, by=ADA), review.look(matter, item=item, by=ADA, blurred=False)
    assert blurred[:8] == clear[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(blurred) < len(clear)


def test_a_stranger_sees_no_queue_and_no_picture() -> None:
    matter, item = queued()
    for attempt in (
        lambda: review.queue(by=MALLORY),
        lambda: review.one(matter, by=MALLORY),
        lambda: review.look(matter, item=item, by=MALLORY),
        lambda: review.confirm(matter, files={item: None}, by=MALLORY),
    ):
        with pytest.raises(parties.NotAllowed):
            attempt()


def test_views_are_counted_and_say_yes_no_or_nothing() -> None:
    matter, item = queued()
    assert review.viewed(item) is False
    review.look(matter, item=item, by=ADA)
    assert review.viewed(item) is None
    review.look(matter, item=item, by=ADA, blurred=False)
    assert review.viewed(item) is True
    assert review.views_by_person() == [review.PersonViews("ada", clear=1, blurred=1)]


def test_nobody_confirms_what_they_did_not_look_at() -> None:
    matter, item = queued()
    with pytest.raises(review.NotLookedAt):
        review.confirm(matter, files={item: None}, by=ADA)
    review.look(matter, item=item, by=ADAS_SUPERVISOR, blurred=False)
    with pytest.raises(review.NotLookedAt):
        review.confirm(matter, files={item: None}, by=ADA)


def test_the_blurred_picture_that_a_page_loads_by_itself_is_no_look() -> None:
    matter, item = queued()
    review.look(matter, item=item, by=ADA, blurred=True)
    with pytest.raises(review.NotLookedAt, match="press Look"):
        review.confirm(matter, files={item: None}, by=ADA)
    review.look(matter, item=item, by=ADA, blurred=False)
    review.confirm(matter, files={item: None}, by=ADA)


def test_an_exact_match_attested_twice_may_be_confirmed_unseen() -> None:
    attested(landscape(), by=("lantern", "fjord"))
    matter, item = queued()
    assert only(review.queue(by=ADA)).may_be_unseen
    review.confirm(matter, files={item: None}, by=ADA, unseen=True)
    assert only(only(list(left_for(Topic.REPORT_CONFIRMED))).files).viewed is False


@pytest.mark.parametrize("end", ["withdraw", "dispute"])
def test_an_entry_that_fell_after_the_look_up_confirms_nothing_unseen(end: str) -> None:
    entry = attested(landscape(), by=("lantern", "fjord"))
    matter, item = queued()
    if end == "withdraw":
        hashlists.withdraw(entry, reason="a landscape", by=THE_STATION)
    else:
        hashlists.dispute(entry, organisation="sound", reason="a landscape", by=THE_STATION)
    with pytest.raises(review.NoLongerAttested, match="look at this file first"):
        review.confirm(matter, files={item: None}, by=ADA, unseen=True)
    review.look(matter, item=item, by=ADA, blurred=False)
    review.confirm(matter, files={item: None}, by=ADA)


@pytest.mark.parametrize("voices", [(), ("lantern",)])
def test_a_match_attested_once_may_not(voices: tuple[str, ...]) -> None:
    attested(landscape(), by=voices)
    matter, item = queued()
    with pytest.raises(review.NotUnseen):
        review.confirm(matter, files={item: None}, by=ADA, unseen=True)


def test_a_resembling_picture_may_not() -> None:
    attested(landscape(quality=90), by=("lantern", "fjord"))
    accepted(landscape(quality=60))
    to_the_queue()
    matter = only(review.queue(by=ADA))
    item = only(review.one(matter.id, by=ADA).items)
    with pytest.raises(review.NotUnseen):
        review.confirm(matter.id, files={item.object: None}, by=ADA, unseen=True)


def test_a_report_with_files_is_not_confirmed_for_none() -> None:
    matter, _ = queued()
    with pytest.raises(review.NothingConfirmed):
        review.confirm(matter, files={}, by=ADA)


def test_a_text_only_report_is_read_and_confirmed() -> None:
    intake.accept(body(message(text="come to the hill")), by=HARBOURS_SYSTEM)
    to_the_queue()
    matter = only(review.queue(by=ADA))
    assert only(review.one(matter.id, by=ADA).messages).text == "come to the hill"
    review.confirm(matter.id, files={}, by=ADA)
    assert only(list(left_for(Topic.REPORT_CONFIRMED))).files == ()


def test_what_cannot_be_decoded_stays_sealed() -> None:
    accepted(b"not a picture")
    to_the_queue()
    matter = only(review.queue(by=ADA))
    item = only(review.one(matter.id, by=ADA).items)
    assert item.undecodable
    with pytest.raises(review.MustStaySealed):
        review.look(matter.id, item=item.object, by=ADA)
    with pytest.raises(review.MustStaySealed):
        review.confirm(matter.id, files={item.object: None}, by=ADA)


def test_what_stays_sealed_is_confirmed_by_a_match_attested_twice() -> None:
    attested(b"not a picture", by=("lantern", "fjord"))
    accepted(b"not a picture")
    to_the_queue()
    matter = only(review.queue(by=ADA))
    item = only(review.one(matter.id, by=ADA).items)
    review.confirm(matter.id, files={item.object: None}, by=ADA)
    assert only(only(list(left_for(Topic.REPORT_CONFIRMED))).files).viewed is False


def test_a_report_whose_only_file_stays_sealed_is_confirmed_by_its_words() -> None:
    sealed = accepted(b"not a picture")
    assert sealed.case_number
    to_the_queue()
    matter = only(review.queue(by=ADA))
    review.confirm(matter.id, files={}, by=ADA)
    assert only(list(left_for(Topic.REPORT_CONFIRMED))).files == ()
    assert not only(review.one(matter.id, by=ADA).items).is_confirmed


def test_a_matter_is_decided_once() -> None:
    matter, item = queued()
    review.refuse(matter, reason=review.RefusalReason.NOT_SEXUAL, by=ADA, remark="a hill")
    with pytest.raises(review.AlreadyDecided):
        review.confirm(matter, files={item: None}, by=ADA)
    with pytest.raises(review.AlreadyDecided):
        review.refuse(matter, reason=review.RefusalReason.NOT_SEXUAL, by=ADA)
    assert review.one(matter, by=ADA).remark == "a hill"
    assert not list(left_for(Topic.REPORT_CONFIRMED))


def test_a_claim_keeps_others_out_for_half_an_hour() -> None:
    matter, _ = queued()
    review.claim(matter, by=ADA)
    review.claim(matter, by=ADA)
    with pytest.raises(review.ClaimedByAnother):
        review.claim(matter, by=ADAS_SUPERVISOR)
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        review.claim(matter, by=ADAS_SUPERVISOR)
    assert len(list(ledger.entries((ledger.Kind.REVIEW_CLAIMED,)))) == 2


def test_whoever_asks_for_a_second_person_does_not_decide() -> None:
    matter, item = queued()
    review.look(matter, item=item, by=ADA)
    review.ask_second(matter, by=ADA)
    with pytest.raises(review.SecondPersonNeeded):
        review.confirm(matter, files={item: None}, by=ADA)
    review.look(matter, item=item, by=ADAS_SUPERVISOR, blurred=False)
    review.confirm(matter, files={item: None}, by=ADAS_SUPERVISOR)


def test_a_file_of_another_matter_is_unknown() -> None:
    matter, _ = queued()
    with pytest.raises(review.ItemUnknown):
        review.look(matter, item=ObjectId(matter), by=ADA)
    with pytest.raises(review.ReviewUnknown):
        review.claim(ReviewId(only(review.one(matter, by=ADA).items).object), by=ADA)


def test_the_queue_shows_how_near_a_file_is_to_a_confirmed_one_and_puts_it_first() -> None:
    accepted(landscape(2), id_="m-2")
    accepted(landscape(1), id_="m-1")
    accepted(landscape(1, quality=55), id_="m-3")
    to_the_queue()
    before = review.queue(by=ADA)
    assert [line.nearest_bits for line in before] == [None, None, None]
    first = next(line for line in before if line.case_number == before[1].case_number)
    confirmed_by_ada(first)
    after = review.queue(by=ADA)
    assert after[0].nearest_bits is not None
    assert after[0].nearest_bits <= 31
    assert after[1].nearest_bits is None


def test_a_copy_near_a_confirmed_item_is_queued() -> None:
    accepted(landscape(quality=90))
    all_confirmed()
    intake.offer_copy(sent_in(landscape(quality=50)).file, by=HARBOURS_SYSTEM)
    to_the_queue()
    line = only(review.queue(by=ADA))
    assert (line.kind, line.nearest_bits is not None) == (SubmissionKind.COPY, True)


def test_more_reporters_are_counted_on_the_line() -> None:
    accepted(key="k-1")
    accepted(key="k-2")
    run(Topic.REPORT_JOINED, note_joined)
    to_the_queue()
    line = only(review.queue(by=ADA))
    assert line.reporters == 2
    assert len(review.one(line.id, by=ADA).other_cases) == 1


def test_the_reporter_learns_of_the_decision() -> None:
    receipt = accepted()
    to_the_queue()
    assert intake.follow(receipt.case_number, pin=receipt.pin).progress is intake.Progress.BEING_LOOKED_AT
    confirmed_by_ada(only(review.queue(by=ADA)))
    assert intake.follow(receipt.case_number, pin=receipt.pin).progress is intake.Progress.CONFIRMED


def test_the_ledger_names_who_looked_and_who_decided() -> None:
    matter, item = queued()
    review.look(matter, item=item, by=ADA, blurred=False)
    review.confirm(matter, files={item: None}, by=ADA)
    kinds = (ledger.Kind.REVIEW_QUEUED, ledger.Kind.MEDIA_VIEWED, ledger.Kind.REPORT_CONFIRMED)
    entries = list(ledger.entries(kinds))
    assert [(entry.kind, entry.by) for entry in entries] == [
        (kinds[0], "station:station"),
        (kinds[1], "person:ada"),
        (kinds[2], "person:ada"),
    ]
    assert entries[1].facts == {"review": str(matter), "blurred": False}
