from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.people import Sex
from varde.kernels.wire import cybertip
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import ReportRef, ShareAct, parse_block
from varde.kernels.wire.platform import AccountLine
from varde.stages.filing import rules
from varde.stages.filing.types import Platform, TipFacts, TipFileFacts, Told

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HARBOUR = Platform("Harbour", "child-safety@harbour.example")
HERON = AccountData(
    esp_identifier="heron",
    service="Harbour Chat",
    screen_name="Heron",
    first_name="Hedda",
    birth_date=date(2008, 2, 29),
    sex=Sex.FEMALE,
    emails=(EmailAddress(address="heron@example.org", verified=True),),
    phones=(PhoneNumber(number="+4520000000"),),
    address=PostalAddress(city="Hilltown", country="dk"),
    registered_ip="2001:db8::7",
)


def act(number: int, **more: object) -> ShareAct:
    said = {
        "message": f"m-{number}",
        "item_sha256": "a" * 64,
        "sent_at": NOON + timedelta(minutes=number),
        "recipients": (f"r-{number}",),
        "ip": "192.0.2.7",
        "port": 40000,
    }
    return ShareAct(**(said | more))  # type: ignore[arg-type]


def facts(*acts: ShareAct, account: AccountData = HERON, **more: object) -> TipFacts:
    return TipFacts(**({"account": account, "acts": acts, "reports": (), "told": (), "prior": ()} | more))  # type: ignore[arg-type]


def written(tip: TipFacts, *, now: datetime = NOON + timedelta(days=30), bare: bool = False) -> cybertip.Report:
    report = rules.report_of(tip, platform=HARBOUR, now=now, bare=bare)
    assert cybertip.parse_report(cybertip.render_report(report)) == report
    return report


def test_a_tip_in_the_wires_words() -> None:
    report = written(facts(act(1), act(2), prior=(77,)))
    reported = report.person_or_user_reported[0]
    assert report.incident_summary.incident_date_time == NOON + timedelta(minutes=1)
    assert report.reporter.reporting_person.email[0].address == "child-safety@harbour.example"
    assert (reported.esp_identifier, reported.esp_service, reported.prior_ct_reports) == ("heron", "Harbour Chat", (77,))
    assert reported.person_or_user_reported_person is not None
    assert reported.person_or_user_reported_person.address[0].country == "DK"


def test_the_newest_fifty_addresses_and_the_one_of_registration() -> None:
    captures = written(facts(*(act(n) for n in range(80)))).person_or_user_reported[0].ip_capture_event
    assert len(captures) == 50
    assert captures[0].event_name is cybertip.EventName.REGISTRATION
    assert captures[1].date_time == NOON + timedelta(minutes=79)


def test_a_hundred_recipients_and_all_of_them_in_the_block() -> None:
    report = written(facts(act(1, recipients=tuple(f"r-{n}" for n in range(300)))))
    chat = report.internet_details[0].chat_im_incident
    assert chat is not None
    block = parse_block(chat.content or "")
    assert block is not None
    assert len(report.intended_recipient) == 100
    assert len(block.acts[0].recipients) == 300
    assert block.account.sex is Sex.FEMALE


def test_words_and_reports_are_told() -> None:
    told = (Told("m-1", NOON, "send me one"),)
    report = written(facts(reports=(ReportRef(case_number="7K2M-9QXD", received_at=NOON),), told=told))
    chat = report.internet_details[0].chat_im_incident
    assert chat is not None
    assert "send me one" in (chat.additional_info or "")
    assert "7K2M-9QXD" in (chat.content or "")


def test_a_birth_date_in_the_future_and_an_act_in_the_future_stop_nothing() -> None:
    early = NOON - timedelta(days=20000)
    report = written(facts(act(1)), now=early)
    person = report.person_or_user_reported[0].person_or_user_reported_person
    assert person is not None
    assert person.date_of_birth is None
    assert report.incident_summary.incident_date_time == early


def test_a_bare_tip_still_says_everything() -> None:
    atlantis = AccountData(esp_identifier="heron", address=PostalAddress(country="Atlantis"))
    with pytest.raises(cybertip.WireRefused):
        written(facts(act(1), account=atlantis))
    assert "Atlantis" in (written(facts(act(1), account=atlantis), bare=True).person_or_user_reported[0].additional_info or "")


@pytest.mark.parametrize("viewed", [True, False, None])
def test_the_viewed_flag_has_three_values(viewed: bool | None) -> None:
    file = TipFileFacts(ObjectId(uuid4()), b"s" * 32, b"m" * 16, 9, "hills.jpg", "A1", viewed, None)
    details = rules.details_of(file, report_id=1, file_id="f" * 32)
    assert details.file_viewed_by_esp is viewed
    assert (b"fileViewedByEsp" in cybertip.render_file_details(details)) is (viewed is not None)


@pytest.mark.parametrize("marked", [True, False])
def test_a_file_that_the_child_may_have_filmed_is_marked_on_the_wire(marked: bool) -> None:
    file = TipFileFacts(ObjectId(uuid4()), b"s" * 32, b"m" * 16, 9, "hills.jpg", "A1", True, None, marked)
    said = cybertip.render_file_details(rules.details_of(file, report_id=1, file_id="f" * 32))
    read = cybertip.parse_file_details(said).file_annotations
    assert bool(read and read.possible_self_production) is marked
    assert (b"fileAnnotations" in said) is marked


def test_an_empty_statement_takes_nothing_away() -> None:
    known = rules.merged(HERON, AccountLine(account="heron", last_name="Hill", screen_name="", sex=Sex.UNKNOWN))
    assert (known.last_name, known.screen_name, known.emails, known.sex) == ("Hill", "Heron", HERON.emails, Sex.FEMALE)
    assert rules.account_from(rules.account_as_json(known)) == known


@pytest.mark.parametrize(("filed", "kept"), [(date(2026, 5, 4), date(2027, 5, 4)), (date(2028, 2, 29), date(2029, 3, 1))])
def test_a_tip_is_kept_for_one_year(filed: date, kept: date) -> None:
    assert rules.kept_until(datetime(filed.year, filed.month, filed.day, 23, 59, tzinfo=UTC)) == kept


def test_a_full_tip_lacks_nothing_and_a_bare_one_says_what() -> None:
    assert rules.lacks(facts(act(1)), files=()) == ()
    bare = facts(act(1, ip=None, port=None, recipients=()), account=AccountData(esp_identifier="heron"))
    assert [lack.field for lack in rules.lacks(bare, files=())] == [
        "ip",
        "country",
        "contact",
        "birth_date",
        "name",
        "recipients",
    ]


def test_signs_that_xml_cannot_carry_are_spelled_out() -> None:
    told = facts(act(1, recipients=("wren\x0b",)), account=AccountData(esp_identifier="heron\ufffe", screen_name="\x1b[2J"))
    told = replace(told, told=(Told("m-1", NOON, "come\x00 alone"),))
    read = cybertip.parse_report(cybertip.render_report(rules.report_of(told, platform=HARBOUR, now=NOON)))
    assert read.person_or_user_reported[0].esp_identifier == "heron\\ufffe"
    assert read.person_or_user_reported[0].screen_name == "\\u001b[2J"
    file = TipFileFacts(ObjectId(uuid4()), b"s" * 32, b"m" * 16, 9, "hills\x0b.jpg", "A1", True, None)
    assert b"hills\\u000b.jpg" in cybertip.render_file_details(rules.details_of(file, report_id=1, file_id="f" * 32))
