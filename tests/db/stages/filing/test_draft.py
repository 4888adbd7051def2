from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cast import ADA, HARBOURS_SYSTEM, MALLORY
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
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.ids import TipId, new_uuid
from varde.kernels.terms.topics import Topic
from varde.stages.filing import face as filing
from varde.stages.filing.models import ReportableItem, Tip
from varde.stages.intake import face as intake
from varde.stages.review import face as review

pytestmark = pytest.mark.django_db


def tip() -> filing.TipRow:
    return only(filing.tips(by=ADA))


def test_a_confirmed_report_drafts_a_tip_that_waits_for_share_records() -> None:
    receipt = accepted()
    all_confirmed()
    whole = filing.one_tip(tip().id, by=ADA)
    assert (whole.row.state, whole.row.account, whole.row.acts) == (filing.TipState.AWAITING, "kestrel", 1)
    assert only(whole.facts.reports).case_number == receipt.case_number
    assert not list(left_for(Topic.TIP_READY))


def test_a_stranger_sees_no_tips() -> None:
    accepted()
    all_confirmed()
    with pytest.raises(parties.NotAllowed):
        filing.tips(by=MALLORY)
    with pytest.raises(parties.NotAllowed):
        filing.file_now(tip().id, by=MALLORY)


def test_a_text_only_report_speaks_of_the_others_and_not_of_the_reporter() -> None:
    said = [message("m-1", text="send me one"), message("m-2", text="no", sender="wren")]
    intake.accept(body(*said, reporter="wren"), by=HARBOURS_SYSTEM)
    all_confirmed()
    whole = filing.one_tip(tip().id, by=ADA)
    assert whole.row.account == "kestrel"
    assert [told.text for told in whole.facts.told] == ["send me one"]


def test_a_copy_makes_an_item_known_and_no_tip() -> None:
    accepted(landscape(quality=90))
    all_confirmed()
    intake.offer_copy(sent_in(landscape(quality=50)).file, by=HARBOURS_SYSTEM)
    all_confirmed()
    assert ReportableItem.objects.count() == 2
    assert Tip.objects.count() == 1


def test_ada_does_not_wait() -> None:
    accepted()
    all_confirmed()
    filing.file_now(tip().id, by=ADA)
    assert only(list(left_for(Topic.TIP_READY))).tip == tip().id
    with pytest.raises(filing.TipNotWaiting):
        filing.file_now(tip().id, by=ADA)
    with pytest.raises(filing.TipUnknown):
        filing.file_now(TipId(new_uuid()), by=ADA)


def test_after_half_an_hour_the_tip_is_filed_by_itself_once() -> None:
    accepted()
    all_confirmed()
    assert filing.release_due_holds() == 0
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert filing.release_due_holds() == 1
        assert filing.release_due_holds() == 0
        assert len(list(left_for(Topic.TIP_READY))) == 1


def test_a_joined_report_stands_in_the_tip_whether_it_came_early_or_late() -> None:
    first, early = accepted(key="k-1"), accepted(key="k-2")
    run(Topic.REPORT_JOINED, note_joined)
    all_confirmed()
    late = accepted(key="k-3")
    run(Topic.REPORT_JOINED, note_joined)
    told = {ref.case_number for ref in filing.one_tip(tip().id, by=ADA).facts.reports}
    assert told == {first.case_number, early.case_number, late.case_number}


def test_the_same_report_is_drafted_once() -> None:
    accepted()
    to_the_queue()
    confirmed_by_ada(only(review.queue(by=ADA)))
    told = only(list(left_for(Topic.REPORT_CONFIRMED)))
    filing.draft(told)
    filing.draft(told)
    assert only(list(ledger.entries((ledger.Kind.TIP_DRAFTED,)))).facts["items"] == 1
    assert Tip.objects.count() == 1


def test_a_file_that_the_child_may_have_filmed_stays_marked() -> None:
    accepted()
    accepted(id_="m-2")
    to_the_queue()
    for line in review.queue(by=ADA):
        confirmed_by_ada(line)
    for told, marked in zip(left_for(Topic.REPORT_CONFIRMED), (True, False), strict=True):
        filing.draft(replace(told, files=tuple(replace(file, possible_self_production=marked) for file in told.files)))
    assert ReportableItem.objects.get().possible_self_production


def test_what_is_missing_is_said_with_its_reason() -> None:
    accepted()
    all_confirmed()
    lacks = {lack.field: lack.why for lack in filing.one_tip(tip().id, by=ADA).lacks}
    assert {"ip", "country", "birth_date"} <= lacks.keys()
    assert "viewed" not in lacks
