from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cast import ADA, HARBOURS_SYSTEM, LANTERN, MALLORY
from harbour_of_tests import accepted, account, all_confirmed, landscape, left_for, lines, only, run, sent_in, share
from ispws_of_tests import lantern
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import TipId, new_uuid
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterArrived, LetterKind, Topic
from varde.kernels.wire.letters import Outcome, OutcomeAccount, render_letter
from varde.stages.filing import face as filing
from varde.stages.filing.models import Tip

pytestmark = pytest.mark.django_db


def waiting_tip() -> TipId:
    accepted()
    all_confirmed()
    return only(filing.tips(by=ADA)).id


def filed_tip() -> filing.TipRow:
    filing.file_now(waiting_tip(), by=ADA)
    with lantern() as clearinghouse:
        run(Topic.TIP_READY, lambda told: filing.file(told, over=clearinghouse.client()))
        run(Topic.TIP_FILED, filing.retain)
    return only(filing.tips(by=ADA))


def outcome_of(number: int | None) -> None:
    outcome = Outcome(
        outcome_id=new_uuid(),
        platform="Harbour",
        account=OutcomeAccount(esp_identifier="kestrel"),
        tip_references=(str(number),),
        code=OutcomeCode.ONGOING,
        decided_on=date(2026, 6, 1),
        as_of=datetime(2026, 6, 2, tzinfo=UTC),
    )
    document = vault.put_document(render_letter(outcome), by=THE_STATION)
    filing.take_outcome(LetterArrived(LANTERN, LetterKind.OUTCOME, new_uuid(), document))


def test_a_tip_that_waits_can_be_filed_at_once() -> None:
    tip = waiting_tip()
    ada = console_of(ADA)
    page = ada.get("/tips/").content.decode()
    assert f'data-tip="{tip}"' in page
    assert "waiting for share records" in page
    answer = ada.post(f"/tips/{tip}/file-now", follow=True)
    assert "on its way" in answer.content.decode()
    assert only(list(left_for(Topic.TIP_READY))).tip == tip


def test_a_filed_tip_shows_its_receipt_as_it_came() -> None:
    row = filed_tip()
    page = console_of(ADA).get(f"/tips/{row.id}/").content.decode()
    assert str(row.report_number) in page
    assert "&lt;reportDoneResponse" in page
    assert "Kept until" in page


def test_a_receipt_that_a_crash_lost_is_not_called_one() -> None:
    row = filed_tip()
    Tip.objects.filter(pk=row.id).update(found_after_crash=True)
    page = console_of(ADA).get(f"/tips/{row.id}/").content.decode()
    assert "Answer to /retract after a crash" in page
    assert "Receipt, verbatim" not in page


def test_what_came_of_a_tip_stands_beside_it() -> None:
    row = filed_tip()
    outcome_of(row.report_number)
    ada = console_of(ADA)
    for address in ("/tips/", f"/tips/{row.id}/"):
        page = ada.get(address).content.decode()
        assert 'data-outcome="ongoing"' in page
        assert "being investigated</span>" in page


def test_a_tip_says_what_it_lacks_and_why_that_matters() -> None:
    page = console_of(ADA).get(f"/tips/{waiting_tip()}/").content.decode()
    for field in ("ip", "country", "contact", "birth_date"):
        assert f'data-lack="{field}"' in page
    assert "whether somebody is a child decides between procedure and protection" in page


def test_share_records_fill_what_was_missing_and_name_their_basis() -> None:
    tip = waiting_tip()
    item = sent_in(landscape()).sha256.hex()
    filing.import_shares(lines(account("kestrel"), share(item, id_="m-2")), basis="a made-up order", by=HARBOURS_SYSTEM)
    page = console_of(ADA).get(f"/tips/{tip}/").content.decode()
    assert "a made-up order" in page
    assert "192.0.2.7" in page
    assert 'data-lack="birth_date"' not in page


def test_tips_are_chosen_by_state() -> None:
    tip = waiting_tip()
    ada = console_of(ADA)
    assert str(tip) in ada.get("/tips/?state=awaiting_share_records").content.decode()
    assert str(tip) not in ada.get("/tips/?state=finished").content.decode()
    assert ada.get("/tips/?state=nonsense&skip=-1").status_code == 200


def test_a_stranger_is_refused_and_recorded() -> None:
    tip = waiting_tip()
    mallory = console_of(MALLORY)
    assert [mallory.get("/tips/").status_code, mallory.get(f"/tips/{tip}/").status_code] == [403, 403]
    assert mallory.post(f"/tips/{tip}/file-now").status_code == 403
    assert len(list(ledger.entries((ledger.Kind.ACCESS_REFUSED,)))) == 3
    assert not list(left_for(Topic.TIP_READY))


def test_what_is_not_there_is_said() -> None:
    ada = console_of(ADA)
    assert ada.get(f"/tips/{uuid4()}/").status_code == 404
    assert ada.post(f"/tips/{uuid4()}/file-now").status_code == 404


def test_filed_twice_is_filed_once() -> None:
    tip = waiting_tip()
    ada = console_of(ADA)
    assert [ada.post(f"/tips/{tip}/file-now").status_code for _ in range(2)] == [302, 409]
    assert len(list(left_for(Topic.TIP_READY))) == 1


def test_the_ledger_says_who_did_not_wait() -> None:
    tip = waiting_tip()
    console_of(ADA).post(f"/tips/{tip}/file-now")
    assert only(list(ledger.entries((ledger.Kind.TIP_RELEASED,), about=tip))).by == "person:ada"
