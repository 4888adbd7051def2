"""Where the reporting API's documentation leaves a choice: what each switch changes, and only that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from lantern_of_tests import report, take_all_in
from platform_of_tests import Reporter
from varde.kernels.wire import cybertip
from varde.stages.clearing import face as clearing

pytestmark = [pytest.mark.django_db, pytest.mark.urls("urls_of_lantern")]
Switch = Callable[..., None]


@pytest.fixture
def switched() -> Iterator[Switch]:
    before = clearing.profile()

    def switch(**changes: Any) -> None:  # noqa: ANN401
        clearing.configure(replace(before, **changes))

    yield switch
    clearing.configure(before)


def of_2026() -> bytes:
    said = report()
    flags = cybertip.ReportAnnotations(informational=True)
    return cybertip.render_report(replace(said, incident_summary=replace(said.incident_summary, report_annotations=flags)))


def test_the_edition_in_force_is_served_and_obeyed(harbour: Reporter, switched: Switch) -> None:
    assert harbour.call("POST", "submit", of_2026()).said.code == 0
    assert b"informational" in harbour.call("GET", "xsd").body
    switched(edition=cybertip.Edition.NOVEMBER_2025)
    assert harbour.call("POST", "submit", of_2026()).said.code == 4100
    assert b'name="informational"' not in harbour.call("GET", "xsd").body
    assert harbour.submit()


def test_a_refused_finish_may_have_the_common_root(harbour: Reporter, switched: Switch) -> None:
    assert harbour.form("finish", id="999999").done.code == 5001
    switched(finish_errors_as_done=False)
    answer = harbour.form("finish", id="999999")
    assert (answer.status, answer.said.code, answer.said.report_id) == (404, 5001, 999_999)


def test_a_401_may_be_empty(harbour: Reporter, switched: Switch) -> None:
    switched(empty_401=True)
    answer = Reporter("harbour", "guess").call("GET", "status")
    assert (answer.status, answer.body) == (401, b"")
    assert answer.headers["WWW-Authenticate"]
    assert answer.headers["Request-ID"]


def test_strict_privacy_does_not_tell_that_anothers_report_is_there(harbour: Reporter, gull: Reporter, switched: Switch) -> None:
    number = harbour.submit()
    assert gull.form("retract", id=str(number)).said.code == 3300
    switched(strict_privacy=True)
    mine, none = gull.form("retract", id=str(number)), gull.form("retract", id="999999")
    assert (mine.status, mine.said.code, mine.said.description) == (404, 5001, none.said.description)


def test_the_service_of_2016_says_1001_with_200(harbour: Reporter, switched: Switch) -> None:
    switched(legacy_2016=True)
    answer = harbour.call("POST", "submit", b"<report/>")
    assert (answer.status, answer.said.code) == (200, 1001)
    wrong = Reporter("harbour", "guess").call("GET", "status")
    assert (wrong.status, wrong.said.code) == (401, 1000)


def test_nobody_at_the_desk_sees_a_report_before_it_is_finished(harbour: Reporter) -> None:
    number = harbour.submit()
    harbour.upload(number, b"clip")
    assert take_all_in() == []
    assert not clearing.bundles()
    assert not clearing.waiting()
    assert (clearing.desk().tips, clearing.desk().open_submissions) == (0, 1)
    harbour.form("finish", id=str(number))
    assert len(take_all_in()) == 1
    assert clearing.desk().tips == 1
