from __future__ import annotations

from dataclasses import replace

import pytest

from cast import HARBOUR_AS_PEER, MIRROR_AS_PEER
from lantern_of_tests import chat, finished, only, opened, report
from varde.keeps.ledger import face as ledger
from varde.kernels.wire import cybertip
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import Submission

pytestmark = pytest.mark.django_db


def test_a_report_is_opened_under_a_number_of_its_own() -> None:
    first, second = opened(), opened()
    assert 0 < first < second
    assert {row.reporter for row in Submission.objects.all()} == {"harbour"}


def test_what_was_written_lies_sealed_and_comes_back_as_it_was() -> None:
    document = cybertip.render_report(report())
    number = opened(document)
    row = Submission.objects.get(number=number)
    assert b"kestrel" not in bytes(row.document)
    clearing.finish(number, by=HARBOUR_AS_PEER)
    assert clearing.tip_document(row.pk) == document.decode()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", 4110),
        (b"<report", 4110),
        (b'<!DOCTYPE report [<!ENTITY x "y">]><report>&x;</report>', 4110),
        (b"<fileDetails/>", 4000),
        (b"<report/>", 4100),
    ],
)
def test_what_is_not_a_report_is_refused_and_written_down(document: bytes, code: int) -> None:
    with pytest.raises(cybertip.WireRefused) as refused:
        opened(document)
    assert refused.value.response_code == code
    entry = only(list(ledger.entries([ledger.Kind.SUBMISSION_REFUSED])))
    assert (entry.by, entry.facts["code"]) == ("peer:harbour", code)
    assert not Submission.objects.exists()


def test_a_refusal_keeps_nothing_of_what_was_said() -> None:
    document = cybertip.render_report(report()).replace(b"2016-05-10T12", b"2999-05-10T12")
    with pytest.raises(cybertip.WireRefused):
        opened(document)
    assert "kestrel" not in str(list(ledger.entries()))


def test_the_ledger_keeps_no_name_that_a_sender_made_up() -> None:
    for document in (b"<report><kestrel/></report>", b"<report/>"):
        with pytest.raises(cybertip.WireRefused):
            opened(document)
    made_up, ours = ledger.entries([ledger.Kind.SUBMISSION_REFUSED])
    assert (made_up.facts["path"], ours.facts["path"]) == (None, "/report")
    assert "kestrel" not in str(list(ledger.entries()))


def test_prior_reports_must_be_the_reporters_own() -> None:
    number = finished()
    assert opened(report(prior_ct_reports=(number,))) > number
    for unknown in (number + 1000, 2**63):
        with pytest.raises(cybertip.WireRefused, match="4100"):
            opened(report(prior_ct_reports=(unknown,)))
    with pytest.raises(cybertip.WireRefused, match="4100"):
        opened(report(prior_ct_reports=(number,)), by=MIRROR_AS_PEER)


def test_more_than_a_letter_can_carry_is_refused_before_it_is_accepted() -> None:
    line = '{"report":{"case_number":"H","received_at":"2016-05-10T12:00:00Z"}}\n'
    with pytest.raises(cybertip.WireRefused, match="at most"):
        opened(replace(report(), internet_details=(chat("varde-acts/1\n" + line * 10_001),)))


def test_the_same_document_twice_is_two_reports() -> None:
    assert opened() != opened()  # the protocol has no idempotency key; /retract is how a client recovers


def test_the_ledger_says_who_opened_it() -> None:
    number = opened()
    entry = only(list(ledger.entries([ledger.Kind.SUBMISSION_OPENED])))
    assert (entry.by, entry.facts) == ("peer:harbour", {"number": number})
