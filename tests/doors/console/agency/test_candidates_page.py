from __future__ import annotations

import re

import pytest

from cast import CATO, LIV, MALLORY, SUNNIVA
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db


def page(incident: IncidentId, *, by: Actor = LIV, query: str = "") -> str:
    answer = console_of(by).get(f"/incidents/{incident}/candidates/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def strong(html: str) -> list[str]:
    return re.findall(r'data-candidate-strong="([^"]+)"', html)


def suspects(incident: IncidentId) -> int:
    return casework.incident_overview(incident, by=LIV).suspects


def told(kind: ledger.Kind) -> list[ledger.Entry]:
    return list(ledger.entries((kind,)))


def test_each_pair_shows_its_evidence(incident: IncidentId) -> None:
    html = page(incident)
    (pair,) = strong(html)
    assert f'data-candidate="{pair}"' in html
    assert "Both accounts verified the same phone number." in html


def test_only_pairs_of_the_own_district_are_shown(incident: IncidentId) -> None:
    assert strong(page(incident, by=CATO))
    assert not strong(page(incident, by=SUNNIVA))
    assert console_of(MALLORY).get(f"/incidents/{incident}/candidates/").status_code == 403


def test_liv_links_the_marked_pairs_and_twice_is_once(incident: IncidentId) -> None:
    fields = {"candidate": strong(page(incident)), "reason": "the same verified number"}
    for _ in range(2):
        answer = console_of(LIV).post(f"/incidents/{incident}/candidates/link", fields, follow=True)
        assert "one person&#x27;s each" in answer.content.decode()
    assert suspects(incident) == 2
    assert len(told(ledger.Kind.ACCOUNTS_LINKED)) == 1
    assert not strong(page(incident))


def test_a_pair_of_another_district_cannot_be_linked(incident: IncidentId) -> None:
    fields = {"candidate": strong(page(incident)), "reason": "a guess"}
    assert console_of(SUNNIVA).post(f"/incidents/{incident}/candidates/link", fields).status_code == 404
    assert suspects(incident) == 3


def test_a_dismissed_pair_is_proposed_no_more(incident: IncidentId) -> None:
    console_of(LIV).post(f"/incidents/{incident}/candidates/dismiss", {"candidate": strong(page(incident))})
    assert not strong(page(incident))
    assert (suspects(incident), len(told(ledger.Kind.CANDIDATES_DISMISSED))) == (3, 1)


@pytest.mark.parametrize(
    ("fields", "said"), [({}, "mark at least one pair"), ({"candidate": "x"}, "cannot be read; load the page again")]
)
def test_nothing_marked_and_nonsense_are_said(incident: IncidentId, fields: dict[str, str], said: str) -> None:
    answer = console_of(LIV).post(f"/incidents/{incident}/candidates/link", fields, follow=True)
    assert said in answer.content.decode()
    assert suspects(incident) == 3


def test_weak_likenesses_are_shown_when_asked_for(incident: IncidentId) -> None:
    assert "Leave out weak likenesses" in page(incident, query="?weak=1")
