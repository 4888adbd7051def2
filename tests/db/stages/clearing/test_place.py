from __future__ import annotations

import pytest

from cast import ADA, BO, CATO, FJORD, MALLORY
from lantern_of_tests import landscape, only, report, routed, taken_in, the_referral, with_fjord
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import new_uuid
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import Bundle

pytestmark = pytest.mark.django_db
WHY = "kes writes that he lives in Helsingør"


def test_bo_places_a_tip_and_it_is_referred() -> None:
    with_fjord()
    tip = taken_in(report(), b"clip")
    clearing.place(tip.id, country="DK", reason=WHY, by=BO)
    placed = clearing.tip(tip.id)
    assert (placed.lane, placed.country, placed.confidence_percent, placed.agencies) == ("referred", "DK", 100, (FJORD,))
    assert placed.place_reasons[0] == f"bo: {WHY}"
    assert the_referral().tip_reference == str(tip.number)
    assert not clearing.waiting()


@pytest.mark.parametrize("who", [ADA, CATO, MALLORY])
def test_others_may_not(who: Actor) -> None:
    with pytest.raises(parties.NotAllowed):
        clearing.place(new_uuid(), country="DK", reason=WHY, by=who)


def test_a_country_and_a_reason_are_needed() -> None:
    tip = taken_in(report())
    with pytest.raises(clearing.UnknownCountry):
        clearing.place(tip.id, country="Denmark", reason=WHY, by=BO)
    with pytest.raises(clearing.ReasonNeeded):
        clearing.place(tip.id, country="DK", reason=" \n", by=BO)
    with pytest.raises(clearing.NoSuchTip):
        clearing.place(new_uuid(), country="DK", reason=WHY, by=BO)


def test_without_an_agreement_nothing_changes() -> None:
    tip = taken_in(report())
    with pytest.raises(clearing.NoAgreement):
        clearing.place(tip.id, country="DK", reason=WHY, by=BO)
    assert clearing.tip(tip.id) == tip


def test_a_joined_bundle_goes_under_the_name_of_its_root() -> None:
    with_fjord()
    taken_in(report("kestrel"), landscape(1))
    waiting = taken_in(report("heron"), landscape(2))
    taken_in(report("wren"), landscape(1), landscape(2))
    clearing.place(waiting.id, country="DK", reason=WHY, by=BO)
    root = Bundle.objects.get(joined_into=None)
    referral = the_referral()
    assert (referral.bundle_id, referral.joined_bundles) == (root.pk, (waiting.bundle,))


def test_twice_is_refused() -> None:
    with_fjord()
    tip = taken_in(report())
    clearing.place(tip.id, country="DK", reason=WHY, by=BO)
    with pytest.raises(clearing.AlreadyReferred):
        clearing.place(tip.id, country="NO", reason=WHY, by=BO)
    assert len(routed()) == 1


def test_the_ledger_says_who_and_where_but_not_the_reason() -> None:
    with_fjord()
    tip = taken_in(report())
    clearing.place(tip.id, country="DK", reason=WHY, by=BO)
    entry = only(list(ledger.entries([ledger.Kind.TIP_PLACED], about=tip.id)))
    assert (entry.by, entry.facts) == ("person:bo", {"country": "DK", "before": None, "lane": "referred"})
