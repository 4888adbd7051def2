from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lantern_of_tests import NOON, act, in_denmark, report
from varde.kernels.wire import cybertip
from varde.kernels.wire.letters import Urgency
from varde.stages.clearing.rules.grade import graded
from varde.stages.clearing.rules.read import Reading, reading


def with_file(**annotations: bool) -> Reading:
    file = cybertip.FileDetails(report_id=1, file_id="a" * 32, file_annotations=cybertip.FileAnnotations(**annotations))
    return reading(report(), {"a" * 32: file})


def with_summary(**known: Any) -> Reading:  # noqa: ANN401
    said = report()
    return reading(replace(said, incident_summary=replace(said.incident_summary, **known)), {})


def test_a_bare_report_has_no_mark_and_says_what_is_missing() -> None:
    grade = graded(reading(report(None), {}))
    assert (grade.quality_percent, grade.urgency) == (0, Urgency.ROUTINE)
    assert len([reason for reason in grade.reasons if reason.startswith("+0: not so")]) == 9


def test_a_whole_report_has_all_of_it() -> None:
    who = in_denmark(date_of_birth=date(2000, 1, 1), email=(cybertip.Email(address="kes@example.org", verified=True),))
    capture = cybertip.IpCapture(ip_address="192.0.2.7", date_time=NOON, port=4711)
    details = {"a": cybertip.FileDetails(report_id=1, file_id="a" * 32, file_viewed_by_esp=False)}
    assert graded(reading(report(who=who, acts=[act()], ip_capture_event=(capture,)), details)).quality_percent == 100


def test_the_marks_are_the_sum_of_their_reasons() -> None:
    grade = graded(reading(report(who=in_denmark(), acts=[act()]), {}))
    points = [int(reason[1:].split(":")[0]) for reason in grade.reasons if reason.startswith("+")]
    assert grade.quality_percent == sum(points) == 45


@pytest.mark.parametrize("stated", [None, False])
def test_an_unverified_address_is_no_verified_one(stated: bool | None) -> None:
    who = in_denmark(email=(cybertip.Email(address="kes@example.org", verified=stated),))
    assert any("not so: an e-mail" in reason for reason in graded(reading(report(who=who), {})).reasons)


@pytest.mark.parametrize(
    "said",
    [
        with_summary(escalate_to_high_priority="a child is named"),
        with_summary(report_annotations=cybertip.ReportAnnotations(sextortion=True)),
        with_summary(report_annotations=cybertip.ReportAnnotations(sadistic_online_exploitation=True)),
        with_file(live_streaming=True),
        with_file(infant=True),
        with_file(physical_harm=True),
    ],
)
def test_a_child_in_danger_now_is_urgent(said: Reading) -> None:
    grade = graded(said)
    assert (grade.urgency, grade.reasons[0].split(":")[0]) == (Urgency.URGENT, "urgent")


@pytest.mark.parametrize(
    "said",
    [
        with_summary(report_annotations=cybertip.ReportAnnotations(minor_to_minor_interaction=True)),
        with_summary(report_annotations=cybertip.ReportAnnotations(csam_solicitation=True)),
        with_file(possible_self_production=True),
    ],
)
def test_a_child_who_may_need_help_is_soon(said: Reading) -> None:
    assert graded(said).urgency is Urgency.SOON


@pytest.mark.parametrize("said", [with_file(viral=True), with_summary(report_annotations=cybertip.ReportAnnotations(spam=True))])
def test_everything_else_is_routine_and_says_so(said: Reading) -> None:
    grade = graded(said)
    assert (grade.urgency, grade.reasons[0].split(":")[0]) == (Urgency.ROUTINE, "routine")


def test_no_reason_speaks_of_guilt_or_names_anyone() -> None:
    said = " ".join(graded(reading(report(who=in_denmark(), acts=[act()]), {})).reasons).lower()
    assert not {"guilt", "offender", "suspect", "kestrel", "testesen"} & set(said.split())
