from __future__ import annotations

from uuid import uuid4

import pytest

from cast import HARBOURS_SYSTEM
from harbour_of_tests import accepted, body, landscape, left_for, message, only, sent_in
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind
from varde.kernels.terms.submission import read
from varde.kernels.terms.topics import SubmissionKind, Topic
from varde.kernels.wire.platform import AttachedFile
from varde.stages.intake import face as intake
from varde.stages.intake.models import RememberedRequest, Report

pytestmark = pytest.mark.django_db


def test_a_report_is_taken_in_and_handed_on() -> None:
    picture = sent_in(landscape())
    receipt = intake.accept(body(message(files=[picture], text="look")), by=HARBOURS_SYSTEM)
    handed = only(list(left_for(Topic.REPORT_ACCEPTED)))
    told = read(vault.read_document(handed.submission, by=THE_STATION))
    assert not receipt.joined
    assert (handed.kind, len(handed.objects)) == (SubmissionKind.REPORT, 1)
    assert (told.case_number, told.messages[0].text, told.messages[0].sender) == (receipt.case_number, "look", "kestrel")


def test_a_text_only_report_is_taken_in() -> None:
    intake.accept(body(message(text="words only"), reporter=None), by=HARBOURS_SYSTEM)
    assert only(list(left_for(Topic.REPORT_ACCEPTED))).objects == ()


def test_whoever_has_number_and_pin_follows_the_report() -> None:
    receipt = accepted()
    followed = intake.follow(receipt.case_number.lower().replace("-", " "), pin=receipt.pin)
    assert followed.progress is intake.Progress.RECEIVED


def test_a_stranger_with_the_number_alone_does_not() -> None:
    receipt = accepted()
    with pytest.raises(intake.CaseNotFound):
        intake.follow(receipt.case_number, pin="0000-0000")
    with pytest.raises(intake.CaseNotFound):
        intake.follow("not a number", pin=receipt.pin)


def test_an_unknown_file_is_refused_before_anything_is_stored() -> None:
    nowhere = message()
    nowhere = type(nowhere)(
        id="m-1", sender="kestrel", recipients=("wren",), sent_at=nowhere.sent_at, attachments=(AttachedFile(file=uuid4()),)
    )
    with pytest.raises(intake.AttachmentUnknown):
        intake.accept(body(nowhere), by=HARBOURS_SYSTEM)
    assert not Report.objects.exists()
    assert not RememberedRequest.objects.exists()


def test_somebody_elses_file_is_unknown() -> None:
    picture = sent_in(landscape())
    other = Actor(ActorKind.MACHINE, "another-system")
    with pytest.raises(intake.AttachmentUnknown):
        intake.accept(body(message(files=[picture])), by=other)


def test_the_same_request_twice_is_one_report_with_one_receipt() -> None:
    report = body(message(files=[sent_in(landscape())]))
    first = intake.accept(report, key="k-1", by=HARBOURS_SYSTEM)
    assert intake.accept(report, key="k-1", by=HARBOURS_SYSTEM) == first
    assert Report.objects.count() == 1
    assert len(list(left_for(Topic.REPORT_ACCEPTED))) == 1


def test_the_same_key_with_another_report_is_refused() -> None:
    intake.accept(body(message(text="one")), key="k-1", by=HARBOURS_SYSTEM)
    with pytest.raises(intake.IdempotencyConflict):
        intake.accept(body(message(text="two")), key="k-1", by=HARBOURS_SYSTEM)


def test_a_second_report_of_the_same_message_joins_the_first() -> None:
    first, second = accepted(key="k-1"), accepted(key="k-2")
    handed, joined = only(list(left_for(Topic.REPORT_ACCEPTED))), only(list(left_for(Topic.REPORT_JOINED)))
    assert second.joined
    assert second.case_number != first.case_number
    assert (joined.report, joined.case_number) == (handed.report, second.case_number)


def test_a_report_that_brings_something_new_stands_by_itself() -> None:
    accepted(id_="m-1")
    more = [message("m-1", files=[sent_in(landscape())]), message("m-2", files=[sent_in(landscape(2))])]
    assert not intake.accept(body(*more), by=HARBOURS_SYSTEM).joined
    assert len(list(left_for(Topic.REPORT_ACCEPTED))) == 2


def test_neither_pin_nor_reporter_nor_words_stand_in_a_table() -> None:
    receipt = intake.accept(body(message(text="a secret word"), note="a secret note"), by=HARBOURS_SYSTEM)
    columns = str(list(Report.objects.values())).encode()
    for secret in (receipt.pin, "wren", "secret"):
        assert secret.encode() not in columns


def test_the_ledger_says_that_a_report_came_and_by_whom() -> None:
    accepted()
    entry = only(list(ledger.entries((ledger.Kind.REPORT_ACCEPTED,))))
    assert (entry.by, entry.facts) == ("machine:harbour-backend", {"kind": "report", "files": 1})
