from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.wire import cybertip, xml
from varde.kernels.wire.cybertip import rules

AT = datetime(2026, 6, 1, tzinfo=UTC)
ADA = cybertip.Person(email=(cybertip.Email(address="ada@example.com"),))
REPORT = cybertip.Report(
    incident_summary=cybertip.IncidentSummary(incident_type=cybertip.IncidentType.CSAM, incident_date_time=AT),
    reporter=cybertip.Reporter(reporting_person=ADA),
)
DETAILS = cybertip.FileDetails(report_id=1, file_id="b0754af766b426f2928a02c651ed4b99")


def chat(content: str) -> cybertip.Report:
    incident = cybertip.ChatImIncident(content=content)
    return replace(REPORT, internet_details=(cybertip.InternetDetails(chat_im_incident=incident),))


@given(text=st.text())
def test_any_text_that_xml_can_carry_comes_back_as_it_went(text: str) -> None:
    report = chat(xml.carried(text))
    assert cybertip.parse_report(cybertip.render_report(report, at=AT), at=AT) == report


def test_a_report_with_thousands_of_act_lines_goes_through() -> None:
    report = chat("varde-acts/1\n" + '{"act":{"message":"m"}}\n' * 20_000)
    assert cybertip.parse_report(cybertip.render_report(report, at=AT), at=AT) == report


def test_a_text_larger_than_any_parser_takes_is_refused_before_it_is_sent() -> None:
    with pytest.raises(cybertip.WireRefused) as refused:
        cybertip.render_report(chat("x" * 10_000_001), at=AT)
    assert refused.value.response_code == 4110


def test_what_xml_cannot_carry_is_refused_before_it_is_sent() -> None:
    with pytest.raises(cybertip.WireRefused) as refused:
        cybertip.render_report(chat("secret\x00"), at=AT)
    assert "secret" not in refused.value.message


def test_the_sender_of_a_bad_report_hears_it_before_sending() -> None:
    nobody = replace(REPORT, reporter=cybertip.Reporter(reporting_person=cybertip.Person()))
    with pytest.raises(cybertip.WireRefused) as refused:
        cybertip.render_report(nobody, at=AT)
    assert (refused.value.response_code, refused.value.path) == (4100, "/report/reporter/reportingPerson")


@pytest.mark.parametrize(
    "incidents", [{}, {"chat_im_incident": cybertip.ChatImIncident(), "web_page_incident": cybertip.WebPageIncident()}]
)
def test_internet_details_of_no_kind_or_of_two_cannot_be_made(incidents: dict[str, Any]) -> None:
    with pytest.raises(cybertip.WireRefused) as refused:
        cybertip.InternetDetails(**incidents)
    assert refused.value.path == "/report/internetDetails"


def test_a_clock_five_minutes_ahead_is_forgiven_and_no_more() -> None:
    cybertip.render_report(REPORT, at=AT - timedelta(minutes=5))
    with pytest.raises(cybertip.WireRefused):
        cybertip.render_report(REPORT, at=AT - timedelta(minutes=6))


@pytest.mark.parametrize("viewed", [True, False, None])
def test_whether_a_file_was_viewed_stays_three_valued(viewed: bool | None) -> None:
    details = replace(DETAILS, file_viewed_by_esp=viewed)
    assert cybertip.parse_file_details(cybertip.render_file_details(details, at=AT), at=AT).file_viewed_by_esp is viewed


def test_a_batched_reports_file_needs_its_mark_and_carries_little() -> None:
    good = replace(DETAILS, file_annotations=cybertip.FileAnnotations(viral=True))
    assert rules.broken_in_batched_file_details(good) == []
    assert [breach.path for breach in rules.broken_in_batched_file_details(DETAILS)] == ["/fileDetails/fileAnnotations"]
    named = replace(good, original_file_name="gull.jpg")
    assert [breach.path for breach in rules.broken_in_batched_file_details(named)] == ["/fileDetails/originalFileName"]


def test_threads_check_side_by_side_and_each_hears_its_own_breach() -> None:
    bad = b"<report><incidentSummary/></report>"

    def refusal(_: int) -> str:
        with pytest.raises(cybertip.WireRefused) as refused:
            cybertip.parse_report(bad)
        return refused.value.path

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(refusal, range(40))) == {"/report/incidentSummary"}
