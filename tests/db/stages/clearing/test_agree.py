from __future__ import annotations

from datetime import timedelta

import pytest

from cast import BO, FJORD, MALLORY, UNA
from lantern_of_tests import BASIS, only, with_fjord
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.clearing import face as clearing

pytestmark = pytest.mark.django_db


def test_una_agrees_and_ends() -> None:
    made = clearing.agree(FJORD, country="DK", legal_basis=BASIS, by=UNA)
    assert (made.agency, made.country, made.until) == (FJORD, "DK", None)
    assert clearing.end_agreement(FJORD, country="DK", by=UNA)
    assert not only(clearing.agreements()).is_in_force(clock.now().date())


@pytest.mark.parametrize("who", [BO, MALLORY])
def test_others_may_not(who: Actor) -> None:
    with pytest.raises(parties.NotAllowed):
        clearing.agree(FJORD, country="DK", legal_basis=BASIS, by=who)
    with pytest.raises(parties.NotAllowed):
        clearing.end_agreement(FJORD, country="DK", by=who)


@pytest.mark.parametrize("country", ["dk", "DNK", "", "D1", "ÆØ"])
def test_what_is_no_country_is_refused(country: str) -> None:
    with pytest.raises(clearing.UnknownCountry):
        clearing.agree(FJORD, country=country, legal_basis=BASIS)


def test_an_agreement_without_a_basis_is_refused() -> None:
    with pytest.raises(clearing.BasisNeeded):
        clearing.agree(FJORD, country="DK", legal_basis="  ")


def test_another_basis_is_never_taken_for_the_first() -> None:
    with_fjord()
    with pytest.raises(clearing.AgreementStands):
        clearing.agree(FJORD, country="DK", legal_basis="another treaty")


def test_twice_is_once_and_an_ended_one_may_begin_again() -> None:
    first = with_fjord()
    assert with_fjord() == first
    assert [clearing.end_agreement(FJORD, country="DK") for _ in range(2)] == [True, False]
    assert with_fjord().id != first.id


def test_it_holds_from_its_day_until_the_day_it_ends() -> None:
    made, today = with_fjord(), clock.now().date()
    assert made.is_in_force(today)
    assert not made.is_in_force(today - timedelta(days=1))


def test_the_ledger_says_both() -> None:
    with_fjord()
    clearing.end_agreement(FJORD, country="DK")
    kinds = (ledger.Kind.AGREEMENT_ADDED, ledger.Kind.AGREEMENT_ENDED)
    assert [(entry.kind, entry.facts["country"]) for entry in ledger.entries(kinds)] == [(kinds[0], "DK"), (kinds[1], "DK")]
