from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from cast import ADA, HARBOURS_SYSTEM
from harbour_of_tests import NOON, accepted, account, all_confirmed, landscape, left_for, lines, only, run, sent_in, share
from ispws_of_tests import Lantern, Report
from varde.flow.journey import note_joined
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.topics import TipFiled, TipReady, Topic
from varde.kernels.wire import acts, cybertip
from varde.links.peers.errors import ClearinghouseUnreachable
from varde.stages.filing import face as filing
from varde.stages.filing.errors import ClearinghouseBusy, EarlierTipFirst, NotAdmitted
from varde.stages.filing.models import ReportableItem, Tip

pytestmark = pytest.mark.django_db
PLACE = {"street": "Hill 1", "city": "Hilltown", "postcode": "3000", "country": "DK"}


def ready(*, of: str = "heron", **more: object) -> TipReady:
    """A confirmed picture that heron sent on as well."""
    accepted()
    all_confirmed()
    item = sent_in(landscape()).sha256.hex()
    filing.import_shares(lines(share(item, id_="m-2", sender=of), account(of, **more)), basis="terms", by=HARBOURS_SYSTEM)
    told = only(list(left_for(Topic.TIP_READY)))
    assert isinstance(told, TipReady)
    return told


def block_of(report: Report) -> acts.ActsBlock:
    """What a report says of acts."""
    chat = only(report.document.internet_details).chat_im_incident
    block = acts.parse_block((chat.content if chat else None) or "")
    assert block is not None
    return block


def filed(told: TipReady, over: Lantern) -> filing.OneTip:
    filing.file(told, over=over.client())
    run(Topic.TIP_FILED, filing.retain)
    return filing.one_tip(told.tip, by=ADA)


def test_a_file_that_the_child_may_have_filmed_is_marked_at_the_clearinghouse(clearinghouse: Lantern) -> None:
    told = ready()
    ReportableItem.objects.update(possible_self_production=True)
    assert only(filed(told, clearinghouse).files).possible_self_production
    marks = only(only(clearinghouse.filed).details.values()).file_annotations
    assert marks == cybertip.FileAnnotations(possible_self_production=True)


def test_a_tip_is_filed_with_its_acts_and_the_exact_file(clearinghouse: Lantern) -> None:
    tip = filed(ready(address=PLACE, phones=[{"number": "+4520000000", "verified": True}]), clearinghouse)
    report = only(clearinghouse.filed)
    reported = only(report.document.person_or_user_reported)
    person, act = reported.person_or_user_reported_person, only(block_of(report).acts)
    assert person is not None
    assert (reported.esp_identifier, person.date_of_birth) == ("heron", date(2008, 2, 29))
    assert (act.message, act.recipients, act.ip, act.port) == ("m-2", ("wren", "finch"), "192.0.2.7", 40000)
    assert only(reported.ip_capture_event).date_time == NOON + timedelta(minutes=2)
    assert [one.esp_identifier for one in report.document.intended_recipient] == ["wren", "finch"]
    assert only(report.files.values()) == landscape()
    assert tip.row.state is filing.TipState.FINISHED


def test_the_file_is_described_from_recorded_views(clearinghouse: Lantern) -> None:
    filed(ready(), clearinghouse)
    details = only(only(clearinghouse.filed).details.values())
    assert (details.file_viewed_by_esp, details.industry_classification) == (True, "B2")
    assert only(details.original_file_hash).value == hashlib.sha256(landscape()).hexdigest()


def test_what_no_record_states_is_absent(clearinghouse: Lantern) -> None:
    told = ready()
    Tip.objects.get(pk=told.tip).account.acts.get().item.__class__.objects.update(viewed=None)
    filed(told, clearinghouse)
    assert only(only(clearinghouse.filed).details.values()).file_viewed_by_esp is None


def test_the_receipt_is_kept_verbatim_for_a_year(clearinghouse: Lantern) -> None:
    with clock.frozen(NOON + timedelta(days=1)):
        tip = filed(ready(), clearinghouse)
    number = only(list(clearinghouse.reports))
    assert not tip.found_after_crash
    assert tip.receipt == cybertip.render_done(cybertip.Done(0, number, tuple(clearinghouse.reports[number].files)))
    assert tip.kept_until == date(2027, 5, 5)


def test_a_year_that_was_begun_is_not_begun_again(clearinghouse: Lantern) -> None:
    told = ready()
    filed(told, clearinghouse)
    filing.retain(TipFiled(told.tip))
    assert len(list(ledger.entries((ledger.Kind.TIP_RETAINED,)))) == 1


def test_no_year_is_begun_for_what_is_not_filed(clearinghouse: Lantern) -> None:
    told = ready()
    filing.retain(TipFiled(told.tip))
    assert filing.one_tip(told.tip, by=ADA).kept_until is None
    assert clearinghouse.calls == []


def test_filed_twice_is_filed_once(clearinghouse: Lantern) -> None:
    told = ready()
    filed(told, clearinghouse)
    calls = len(clearinghouse.calls)
    filed(told, clearinghouse)
    assert len(clearinghouse.filed) == 1
    assert len(clearinghouse.calls) == calls


def test_new_acts_of_a_filed_account_go_into_a_supplement(clearinghouse: Lantern) -> None:
    filed(ready(), clearinghouse)
    item = sent_in(landscape()).sha256.hex()
    filing.import_shares(lines(share(item, id_="m-9", sender="heron")), basis="terms", by=HARBOURS_SYSTEM)
    run(Topic.TIP_READY, lambda told: filing.file(told, over=clearinghouse.client()))
    first, second = clearinghouse.filed
    assert only(second.document.person_or_user_reported).prior_ct_reports == (next(iter(clearinghouse.reports)),)
    assert only(block_of(second).acts).message == "m-9"
    assert len(second.files) == len(first.files) == 1


def test_a_report_that_joins_after_filing_is_told_in_a_supplement(clearinghouse: Lantern) -> None:
    accepted(key="k-1")
    all_confirmed()
    filing.file_now(only(filing.tips(by=ADA)).id, by=ADA)
    run(Topic.TIP_READY, lambda told: filing.file(told, over=clearinghouse.client()))
    late = accepted(key="k-2")
    run(Topic.REPORT_JOINED, note_joined)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        filing.release_due_holds()
        run(Topic.TIP_READY, lambda told: filing.file(told, over=clearinghouse.client()))
    assert only(block_of(clearinghouse.filed[1]).reports).case_number == late.case_number
    assert len(clearinghouse.filed[1].files) == 1


def test_a_supplement_waits_for_the_tip_before_it(clearinghouse: Lantern) -> None:
    told = ready()
    clearinghouse.mischief["upload"] = ["lost before"]
    with pytest.raises(ClearinghouseUnreachable):
        filed(told, clearinghouse)
    item = sent_in(landscape()).sha256.hex()
    filing.import_shares(lines(share(item, id_="m-9", sender="heron")), basis="terms", by=HARBOURS_SYSTEM)
    supplement = only(list(left_for(Topic.TIP_READY)))
    with pytest.raises(EarlierTipFirst):
        filed(supplement, clearinghouse)
    filed(told, clearinghouse)
    filed(supplement, clearinghouse)
    assert len(clearinghouse.filed) == 2


def test_queer_account_data_stops_nothing(clearinghouse: Lantern) -> None:
    emails = [{"address": "not an address", "verified": None}, {"address": "heron@example.org", "verified": True}]
    place = PLACE | {"country": "Atlantis", "city": "x" * 200}
    filed(ready(birth_date="2090-01-01", emails=emails, address=place, first_name="H" * 200), clearinghouse)
    reported = only(only(clearinghouse.filed).document.person_or_user_reported)
    assert "Atlantis" in (reported.additional_info or "")


@pytest.mark.parametrize("code", [4100, 4110, 4000, 9999])
def test_a_refusal_stops_the_tip_where_people_see_it(clearinghouse: Lantern, code: int) -> None:
    clearinghouse.mischief["submit"] = [f"says 400 {code}"]
    tip = filed(ready(), clearinghouse)
    assert (tip.row.state, tip.row.stopped_because) == (filing.TipState.STOPPED, f"code {code}: as asked")
    assert only(list(ledger.entries((ledger.Kind.TIP_STOPPED,)))).facts == {"code": code, "report_number": None, "is_open": False}


def test_a_refusal_on_http_200_counts_as_well(clearinghouse: Lantern) -> None:
    clearinghouse.mischief["fileinfo"] = ["says 200 4100"]
    tip = filed(ready(), clearinghouse)
    assert tip.row.state is filing.TipState.STOPPED
    assert only(clearinghouse.reports.values()).state == "retracted"


def test_a_stopped_tip_is_filed_when_somebody_has_mended_it(clearinghouse: Lantern) -> None:
    clearinghouse.mischief["finish"] = ["says 400 4100"]
    told = ready()
    filed(told, clearinghouse)
    filing.file_now(told.tip, by=ADA)
    assert filed(only(list(left_for(Topic.TIP_READY))), clearinghouse).row.state is filing.TipState.FINISHED
    assert len(clearinghouse.filed) == 1


@pytest.mark.parametrize("path", ["submit", "upload", "fileinfo", "finish"])
@pytest.mark.parametrize("way", ["lost before", "lost after", "torn", "says 500 1000", "says 200 1001", "empty 401"])
def test_whatever_goes_wrong_on_the_way_the_next_try_files_it_once(clearinghouse: Lantern, path: str, way: str) -> None:
    told = ready()
    clearinghouse.mischief[path] = [way]
    with pytest.raises((ClearinghouseUnreachable, ClearinghouseBusy, NotAdmitted)):
        filed(told, clearinghouse)
    assert filed(told, clearinghouse).row.state is filing.TipState.FINISHED
    assert len(clearinghouse.filed) == 1


def test_a_receipt_that_was_lost_is_not_made_up(clearinghouse: Lantern) -> None:
    told = ready()
    clearinghouse.mischief["finish"] = ["lost after"]
    with pytest.raises(ClearinghouseUnreachable):
        filed(told, clearinghouse)
    tip = filed(told, clearinghouse)
    number = only(clearinghouse.reports)
    assert tip.found_after_crash
    assert tip.receipt == cybertip.render_response(cybertip.Response(5102, "finished", number))


def test_the_ledger_tells_the_way_of_a_tip(clearinghouse: Lantern) -> None:
    told = ready()
    clearinghouse.mischief["finish"] = ["lost before"]
    with pytest.raises(ClearinghouseUnreachable):
        filed(told, clearinghouse)
    filed(told, clearinghouse)
    kinds = [entry.kind for entry in ledger.entries(about=told.tip)]
    again = [ledger.Kind.TIP_OPENED, ledger.Kind.TIP_FILED, ledger.Kind.TIP_RETAINED]
    assert kinds == [ledger.Kind.TIP_OPENED, ledger.Kind.TIP_RETRACTED, *again]
