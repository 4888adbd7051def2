from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from cast import CATO, LIV, MALLORY, SUNNIVA
from made_referrals import act, take_in
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db


def page(address: str, *, by: Actor = LIV) -> str:
    answer = console_of(by).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(html: str) -> list[str]:
    return re.findall(r'data-suspect="[^"]+"><th scope="row"><a [^>]+>([^<]+)</a>', html)


def told(kind: ledger.Kind) -> list[ledger.Entry]:
    return list(ledger.entries((kind,)))


def test_the_list_shows_each_incident_with_its_figures(incident: IncidentId) -> None:
    html = page("/incidents/")
    assert f'data-incident="{incident}"' in html
    assert '<td class="number">3</td><td class="number">4</td>' in html


def test_an_empty_list_says_when_an_incident_opens() -> None:
    assert "No incident yet" in page("/incidents/")


def test_who_has_no_business_with_cases_is_refused_and_it_is_recorded(incident: IncidentId) -> None:
    assert console_of(MALLORY).get(f"/incidents/{incident}/").status_code == 403
    (entry,) = told(ledger.Kind.ACCESS_REFUSED)
    assert (entry.about, entry.by) == (f"/incidents/{incident}/", "person:mallory")


def test_a_stranger_is_sent_to_the_log_in(client: Client, incident: IncidentId) -> None:
    answer = client.get("/incidents/")
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_an_unknown_incident_is_a_page_that_says_so() -> None:
    answer = console_of(LIV).get(f"/incidents/{uuid4()}/")
    assert answer.status_code == 404
    assert "There is no such incident" in answer.content.decode()


def test_all_suspects_stand_on_one_page_with_the_reasons_of_their_lane(incident: IncidentId) -> None:
    html = page(f"/incidents/{incident}/")
    assert names(html) == ["Anna Testesen", "Bertil Testesen", "Carl Testesen"]
    assert html.count('<ul class="reasons">') == 3
    assert "at or above the age line" in html


def test_an_officer_sees_the_own_district_only(incident: IncidentId) -> None:
    assert names(page(f"/incidents/{incident}/", by=CATO)) == ["Anna Testesen", "Bertil Testesen"]
    assert names(page(f"/incidents/{incident}/", by=SUNNIVA)) == ["Carl Testesen"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=label", ["Anna", "Bertil", "Carl"]),
        ("sort=-label", ["Carl", "Bertil", "Anna"]),
        ("sort=nonsense", ["Anna", "Bertil", "Carl"]),
        ("district=dk-nordsjaelland&sort=-label", ["Bertil", "Anna"]),
        ("acts=2", ["Anna"]),
        ("decided=yes", []),
        ("acts=many&wave=x", ["Anna", "Bertil", "Carl"]),
    ],
)
def test_the_table_is_sorted_and_narrowed_by_the_address(incident: IncidentId, query: str, expected: list[str]) -> None:
    assert [name.split()[0] for name in names(page(f"/incidents/{incident}/?{query}"))] == expected


def test_htmx_gets_the_table_alone(incident: IncidentId) -> None:
    part = console_of(LIV).get(f"/incidents/{incident}/?sort=label", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="suspects">')
    assert 'aria-sort="ascending"' in part


def test_the_lead_cuts_the_waves_and_twice_is_once(incident: IncidentId) -> None:
    take_in("dora", act("m-9", at=datetime(2018, 2, 1, tzinfo=UTC)))
    for _ in range(2):
        answer = console_of(LIV).post(f"/incidents/{incident}/wave-cuts", {"cut": "2017-01-01T00:00:00+00:00"})
        assert answer.headers["Location"] == f"/incidents/{incident}/"
    assert [wave.suspects for wave in casework.waves(incident, by=LIV)] == [3, 1]
    assert len(told(ledger.Kind.WAVES_CUT)) == 1


def test_an_officer_does_not_cut_the_waves(incident: IncidentId) -> None:
    assert console_of(CATO).post(f"/incidents/{incident}/wave-cuts", {"cut": "2017-01-01T00:00"}).status_code == 403
    assert not told(ledger.Kind.WAVES_CUT)


def test_a_time_without_offset_is_the_country_s(incident: IncidentId) -> None:
    console_of(LIV).post(f"/incidents/{incident}/publicity", {"at": "2018-01-15T10:00"})
    assert casework.incident_overview(incident, by=LIV).publicity_at == datetime(2018, 1, 15, 9, tzinfo=UTC)
    assert len(told(ledger.Kind.PUBLICITY_SET)) == 1


@pytest.mark.parametrize(("address", "field"), [("wave-cuts", "cut"), ("publicity", "at")])
def test_a_time_that_cannot_be_read_is_said(incident: IncidentId, address: str, field: str) -> None:
    answer = console_of(LIV).post(f"/incidents/{incident}/{address}", {field: "yesterday"}, follow=True)
    assert "write a time as 2017-10-01T00:00" in answer.content.decode()
    assert not told(ledger.Kind.WAVES_CUT)


def test_items_are_told_and_never_shown(incident: IncidentId) -> None:
    html = page(f"/incidents/{incident}/")
    assert '<th scope="row">Item 1</th>' in html
    assert "evidence" not in html.split("<main")[1].split("<footer")[0]
    assert not told(ledger.Kind.EVIDENCE_OPENED)
