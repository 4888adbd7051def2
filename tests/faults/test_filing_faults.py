"""Lantern misbehaves once at one of its endpoints, in every way that the reference tells of; each tip is filed exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from cast import ADA
from faults.tips_to_file import confirmed, filed_exactly_once, goes_on, harbour_files_with, kinds_on, left_open, tip_on
from harbour_of_tests import only
from ispws_of_tests import AFTER, BEFORE, HARMLESS, OF_UPLOADS, PATHS, Lantern, lantern
from varde.flow import journey
from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.stages.filing import face as filing

pytestmark = pytest.mark.django_db
WAYS = [(path, way) for path in PATHS for way in (*BEFORE, *AFTER, *HARMLESS, *(OF_UPLOADS if path == "upload" else ()))]


@pytest.fixture
def clearinghouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lantern]:
    """Lantern's ISPWS, with which Harbour files."""
    with lantern() as held:
        harbour_files_with(held)
        monkeypatch.setattr(journey.peers, "clearinghouse_client", held.impatient_client)
        yield held
    filing.configure(platform=filing.Platform("Harbour", "child-safety@harbour.example"), hold=timedelta(minutes=30))


def a_person_mends_it(account: str) -> None:
    """Whatever stopped the tip stands where Ada sees it, and she lets it be filed."""
    tip = tip_on(account)
    assert tip.row.state is filing.TipState.STOPPED
    assert tip.row.stopped_because is not None
    filing.file_now(tip.row.id, by=ADA)
    goes_on()


@pytest.mark.parametrize(("path", "way"), WAYS)
def test_one_fault_loses_nothing_and_doubles_nothing(clearinghouse: Lantern, path: str, way: str) -> None:
    clearinghouse.mischief = {"finish": ["lost before"]} if path == "retract" else {}
    clearinghouse.mischief[path] = [way]
    confirmed("heron")
    goes_on()
    assert clearinghouse.mischief[path] == [], "this fault was not reached"
    if tip_on("heron").row.state is filing.TipState.STOPPED:
        a_person_mends_it("heron")
    filed_exactly_once("heron", clearinghouse)
    assert len(left_open("heron", clearinghouse)) == (path == "submit" and way in AFTER)
    clearinghouse.expire()
    filed_exactly_once("heron", clearinghouse)


@pytest.mark.parametrize("path", [path for path in PATHS if path != "retract"])
@pytest.mark.parametrize("way", ["says 200 7777", "says 400 7777", "says 200 -3"])
def test_an_unknown_code_is_stored_logged_and_shown(clearinghouse: Lantern, path: str, way: str) -> None:
    clearinghouse.mischief = {path: [way]}
    confirmed("heron")
    goes_on()
    tip = tip_on("heron")
    code = int(way.rsplit(maxsplit=1)[-1])
    assert (tip.row.state, tip.row.report_number) == (filing.TipState.STOPPED, None)
    assert tip.row.stopped_because == f"code {code}: as asked"
    assert only(list(ledger.entries((ledger.Kind.TIP_STOPPED,)))).facts["code"] == code
    assert handover.count_pending() == 0


def test_a_finish_that_landed_under_an_unknown_code_is_found_and_not_filed_again(clearinghouse: Lantern) -> None:
    clearinghouse.mischief = {"finish": ["then says 200 7777"]}
    confirmed("heron")
    goes_on()
    assert tip_on("heron").found_after_crash
    filed_exactly_once("heron", clearinghouse)
    assert ledger.Kind.TIP_STOPPED not in kinds_on(tip_on("heron").row.id)


def test_a_tip_of_which_nobody_says_whether_it_is_filed_is_asked_about_before_anything_else(clearinghouse: Lantern) -> None:
    """The finish landed and its answer was lost; then /retract, too, answers what nobody understands."""
    clearinghouse.mischief = {"finish": ["lost after"], "retract": ["says 200 7777"] * 2}
    confirmed("heron")
    goes_on()
    tip = tip_on("heron")
    assert (tip.row.state, tip.row.report_number) == (filing.TipState.STOPPED, only(clearinghouse.reports))
    assert tip.row.stopped_because == "code 7777: the clearinghouse does not say whether it is filed: as asked"
    assert only(list(ledger.entries((ledger.Kind.TIP_STOPPED,)))).facts["is_open"] is True
    before = len(clearinghouse.calls)
    a_person_mends_it("heron")
    assert clearinghouse.calls[before:] == ["retract"]
    filed_exactly_once("heron", clearinghouse)


@pytest.mark.parametrize(
    ("path", "way"),
    [("submit", "lost before"), ("submit", "no reportId"), ("upload", "wrong hash"), ("finish", "torn"), ("upload", "busy 503")],
)
def test_a_fault_that_lasts_is_told_to_people_and_the_tip_waits(clearinghouse: Lantern, path: str, way: str) -> None:
    clearinghouse.mischief = {path: [way] * 100}
    confirmed("heron")
    goes_on(rounds=6)
    if path == "finish":
        filed_exactly_once("heron", clearinghouse)
        return
    assert only(list(ledger.entries((ledger.Kind.STEP_FAILED,)))).facts["topic"] == "tip_ready"
    assert (handover.count_pending(), clearinghouse.filed) == (1, [])
    clearinghouse.mischief = {}
    goes_on()
    filed_exactly_once("heron", clearinghouse)


def test_a_refused_log_in_is_told_at_once_and_the_tip_waits_until_it_is_mended(clearinghouse: Lantern) -> None:
    clearinghouse.mischief = {"submit": ["empty 401"] * 3}
    confirmed("heron")
    goes_on(rounds=1)
    assert only(list(ledger.entries((ledger.Kind.STEP_FAILED,)))).facts["why"] == "not_admitted"
    goes_on()
    filed_exactly_once("heron", clearinghouse)


@pytest.mark.parametrize("way", ["fileId 1e5", "fileId 12345678901234567890123456789012"])
def test_a_file_id_that_looks_like_a_number_stays_the_text_it_is(clearinghouse: Lantern, way: str) -> None:
    clearinghouse.mischief = {"upload": [way]}
    confirmed("heron")
    goes_on()
    filed_exactly_once("heron", clearinghouse)
    assert way.removeprefix("fileId ") in {file.file_id for file in tip_on("heron").files}
    assert clearinghouse.calls.count("submit") == 1


def test_a_side_effect_that_fails_files_nothing_twice(clearinghouse: Lantern, monkeypatch: pytest.MonkeyPatch) -> None:
    from varde.stages.filing.acts import retain

    def broken(_moment: object) -> object:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(retain.rules, "kept_until", broken)
        confirmed("heron")
        goes_on(rounds=3)
    tip = tip_on("heron")
    assert (tip.row.state, tip.kept_until) == (filing.TipState.FINISHED, None)
    assert clearinghouse.calls.count("finish") == 1
    goes_on()
    filed_exactly_once("heron", clearinghouse)
    assert clearinghouse.calls.count("submit") == 1
