from __future__ import annotations

import pytest

from cast import FJORD, HARBOUR
from lantern_of_tests import in_denmark, left_for, only, outcome, report, taken_in, the_referral, with_fjord
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.topics import LetterArrived, LetterKind, Topic
from varde.kernels.wire import letters
from varde.stages.clearing import face as clearing

pytestmark = pytest.mark.django_db


def arrived(letter: letters.Outcome | letters.Referral, *, sender: str = FJORD) -> LetterArrived:
    document = vault.put_document(letters.render_letter(letter), by=THE_STATION)
    reference = letter.outcome_id if isinstance(letter, letters.Outcome) else letter.referral_id
    return LetterArrived(PeerName(sender), LetterKind.OUTCOME, reference, document)


@pytest.fixture
def tip() -> clearing.TipShown:
    with_fjord()
    return taken_in(report(who=in_denmark()), b"clip")


def test_an_outcome_is_kept_and_goes_back_to_the_platform(tip: clearing.TipShown) -> None:
    letter = outcome(str(tip.number))
    clearing.forward_outcome(arrived(letter))
    ready = only(list(left_for(Topic.OUTCOME_FORWARDED)))
    assert (ready.to, ready.reference) == (HARBOUR, letter.outcome_id)
    assert vault.read_document(ready.document, by=THE_STATION) == letters.render_letter(letter)
    assert clearing.tip(tip.id).outcomes == ("closed_other",)
    assert only(clearing.referrals()).outcome == "closed_other"


def test_an_outcome_about_several_tips_stands_with_each(tip: clearing.TipShown) -> None:
    more = taken_in(report(who=in_denmark(), prior_ct_reports=(tip.number,)), b"clip")
    clearing.forward_outcome(arrived(outcome(str(tip.number), str(more.number))))
    assert [clearing.tip(one).outcomes for one in (tip.id, more.id)] == [("closed_other",)] * 2
    assert len(list(left_for(Topic.OUTCOME_FORWARDED))) == 1


def test_an_agency_that_was_not_given_the_tip_is_not_believed(tip: clearing.TipShown) -> None:
    elsewhere = taken_in(report("heron"))
    for said in (arrived(outcome(str(tip.number)), sender="sound"), arrived(outcome(str(tip.number), str(elsewhere.number)))):
        with pytest.raises(clearing.NotTheirTip):
            clearing.forward_outcome(said)
    assert not list(left_for(Topic.OUTCOME_FORWARDED))


@pytest.mark.parametrize("reference", ["²", "9" * 40, str(2**63), "-1", "x", "1"])
def test_a_tip_that_does_not_exist_is_refused(tip: clearing.TipShown, reference: str) -> None:
    with pytest.raises(clearing.NotTheirTip):
        clearing.forward_outcome(arrived(outcome(reference)))


def test_a_referral_is_no_outcome(tip: clearing.TipShown) -> None:
    with pytest.raises(clearing.NotTheirTip):
        clearing.forward_outcome(arrived(the_referral()))


def test_twice_is_once(tip: clearing.TipShown) -> None:
    said = arrived(outcome(str(tip.number)))
    clearing.forward_outcome(said)
    clearing.forward_outcome(said)
    assert len(list(left_for(Topic.OUTCOME_FORWARDED))) == 1


def test_the_ledger_says_the_code_and_no_name(tip: clearing.TipShown) -> None:
    clearing.forward_outcome(arrived(outcome(str(tip.number))))
    entry = only(list(ledger.entries([ledger.Kind.OUTCOME_FORWARDED], about=tip.id)))
    assert (entry.by, entry.facts) == ("peer:fjord", {"to": HARBOUR, "code": "closed_other", "tips": 1})
