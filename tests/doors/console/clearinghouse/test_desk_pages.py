from __future__ import annotations

from uuid import uuid4

import pytest

from cast import BO, FJORD, MALLORY, UNA
from lantern_of_tests import act, in_denmark, landscape, outcome, report, taken_in, with_fjord
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterArrived, LetterKind
from varde.kernels.wire import letters
from varde.stages.clearing import face as clearing

pytestmark = pytest.mark.django_db


def of(account: str, *, seed: int = 1, quality: int = 90) -> clearing.TipShown:
    return taken_in(report(account, acts=[act(message=f"m-{account}")], who=in_denmark()), landscape(seed, quality=quality))


def page(address: str) -> str:
    answer = console_of(BO).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_desk_says_so() -> None:
    assert "No bundle yet" in page("/desk/")


def test_the_desk_shows_a_bundle_with_its_reasons() -> None:
    tip = of("kestrel")
    desk = page("/desk/")
    assert f'data-bundle="{tip.bundle}"' in desk
    assert "no tip in it says that a child is in danger now" in desk
    assert "1 of 1 tips can be given to nobody yet" in desk
    assert "the oldest tip waits" in desk


def test_copies_of_one_picture_are_one_item_so_many_bits_apart() -> None:
    tip = of("kestrel")
    of("heron", quality=40)
    shown = page(f"/bundles/{tip.bundle}/")
    assert "2 copies" in shown
    assert "0 bits apart" in shown
    assert shown.count("data-item=") == 1
    assert shown.count("data-tip=") == 2


def test_the_address_of_a_joined_bundle_leads_to_the_one_that_stands() -> None:
    first, second = of("kestrel", seed=1), of("heron", seed=2)
    taken_in(report("finch", who=in_denmark()), landscape(1), landscape(2))
    standing = clearing.bundle(first.bundle)
    [joined] = standing.joined
    assert {first.bundle, second.bundle} == {standing.id, joined}
    assert console_of(BO).get(f"/bundles/{joined}/")["Location"] == f"/bundles/{standing.id}/"
    assert str(joined)[-8:] in page(f"/bundles/{standing.id}/")


def test_a_tip_shows_each_mark_with_its_reasons_and_the_xml_as_text() -> None:
    tip = of("kestrel")
    shown = page(f"/tips/{tip.id}/")
    for reason in (*tip.grade_reasons, *tip.place_reasons):
        assert reason.replace("'", "&#x27;") in shown
    assert "&lt;espIdentifier&gt;kestrel" in shown
    assert "<espIdentifier>" not in shown


def test_referrals_show_what_came_of_them() -> None:
    with_fjord()
    tip = of("kestrel")
    assert "nothing yet" in page("/referrals/")
    document = vault.put_document(letters.render_letter(outcome(str(tip.number), code=OutcomeCode.ONGOING)), by=THE_STATION)
    clearing.forward_outcome(LetterArrived(FJORD, LetterKind.OUTCOME, new_uuid(), document))
    for address in ("/referrals/", f"/tips/{tip.id}/", f"/bundles/{tip.bundle}/"):
        assert 'data-outcome="ongoing"' in page(address)
        assert "being investigated</span>" in page(address)


@pytest.mark.parametrize("address", ["/desk/", "/waiting/", "/referrals/", "/agreements/", "/bundles/{b}/", "/tips/{t}/"])
def test_a_stranger_is_refused_and_recorded(address: str) -> None:
    tip = of("kestrel")
    assert console_of(MALLORY).get(address.format(b=tip.bundle, t=tip.id)).status_code == 403
    [entry] = ledger.entries((ledger.Kind.ACCESS_REFUSED,))
    assert entry.by == "person:mallory"


def test_a_supervisor_sees_the_desk() -> None:
    assert console_of(UNA).get("/desk/").status_code == 200


@pytest.mark.parametrize("address", ["/bundles/{}/", "/tips/{}/"])
def test_what_is_not_there_is_said(address: str) -> None:
    assert console_of(BO).get(address.format(uuid4())).status_code == 404


def test_the_platforms_pages_are_not_here() -> None:
    assert console_of(BO).get("/queue/").status_code == 404
