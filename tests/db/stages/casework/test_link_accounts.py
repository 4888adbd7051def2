from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cast import CATO, LIV, MALLORY, SUNNIVA
from made_referrals import NOON, SOUTH, account, act, phone, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]
SEEN = ("same_verified_phone",)


def accounts_of(incident: IncidentId, row: casework.SuspectRow) -> list[casework.AccountKnown]:
    return list(casework.suspect(incident, person=row.person, by=LIV).accounts)


def two_accounts() -> None:
    """Anna with two acts, and a second account without a birth date that acted earlier; both verified one phone."""
    take_in(account("anna", phones=phone("+4520000001")), act("m1"), act("m2"))
    early = act("m3", to=("dina",), at=NOON - timedelta(days=400))
    take_in(account("annas2nd", first_name="Zoe", birth_date=None, phones=phone("+45 2000 0001")), early)


def test_linking_makes_one_suspect_of_two_accounts(the_incident: Only, row_of: RowOf) -> None:
    two_accounts()
    anna, second = row_of("anna"), accounts_of(the_incident(), row_of("zoe"))[0]
    casework.link([second.id], person=anna.person, evidence=SEEN, reason="same phone", by=CATO)
    (row,) = casework.suspects(the_incident(), by=LIV).rows
    assert (row.person, row.accounts, row.acts, row.recipients) == (anna.person, 2, 3, 2)
    assert row.age_at_first_act == 15  # the earlier act counts, with the birth date that the other account states


def test_unlinking_gives_each_account_its_own_person_again(the_incident: Only, row_of: RowOf) -> None:
    two_accounts()
    before = casework.suspects(the_incident(), by=LIV).rows
    anna, second = row_of("anna"), accounts_of(the_incident(), row_of("zoe"))[0]
    casework.link([second.id], person=anna.person, evidence=SEEN, reason="same phone", by=CATO)
    casework.unlink([second.id], reason="two sisters", by=CATO)
    assert casework.suspects(the_incident(), by=LIV).rows == before


def test_the_first_account_can_leave_too(the_incident: Only, row_of: RowOf) -> None:
    two_accounts()
    before = casework.suspects(the_incident(), by=LIV).rows
    first, second = accounts_of(the_incident(), row_of("anna"))[0], accounts_of(the_incident(), row_of("zoe"))[0]
    casework.link([second.id], person=row_of("anna").person, evidence=SEEN, reason="", by=CATO)
    casework.unlink([first.id], reason="two sisters", by=CATO)
    assert casework.suspects(the_incident(), by=LIV).rows == before


def test_a_verified_phone_makes_a_strong_candidate_that_an_officer_confirms(the_incident: Only) -> None:
    two_accounts()
    (candidate,) = casework.candidates(the_incident(), by=CATO)
    assert (candidate.strength, [ground.code for ground in candidate.grounds]) == (casework.Strength.STRONG, list(SEEN))
    assert casework.link_candidates(the_incident(), candidates=[candidate.id], by=CATO) == 1
    assert casework.candidates(the_incident(), by=CATO) == []


def test_three_accounts_are_joined_at_once(the_incident: Only) -> None:
    for name in ("anna", "bent", "carl"):
        take_in(account(name, phones=phone("+4520000001")), act(f"m-{name}"))
    found = casework.candidates(the_incident(), by=LIV)
    casework.link_candidates(the_incident(), candidates=[each.id for each in found], by=LIV)
    (row,) = casework.suspects(the_incident(), by=LIV).rows
    assert (row.accounts, row.acts) == (3, 3)


def test_a_dismissed_candidate_does_not_come_back(the_incident: Only) -> None:
    two_accounts()
    (candidate,) = casework.candidates(the_incident(), by=CATO)
    casework.dismiss_candidates(the_incident(), candidates=[candidate.id], by=CATO, reason="sisters")
    assert casework.candidates(the_incident(), by=CATO) == []


def test_a_stranger_and_another_district_may_not_link(the_incident: Only, row_of: RowOf) -> None:
    two_accounts()
    second = accounts_of(the_incident(), row_of("zoe"))[0]
    for who, refused in ((MALLORY, NotAllowed), (SUNNIVA, casework.NotYourCase)):
        with pytest.raises(refused):
            casework.link([second.id], person=row_of("anna").person, evidence=SEEN, reason="", by=who)


def test_nobody_is_linked_without_evidence_or_across_a_district_one_does_not_see(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    take_in(account("bent", address=SOUTH, birth_date=date(1998, 1, 1)), act("m2"))
    bent = accounts_of(the_incident(), row_of("bent"))[0]
    with pytest.raises(casework.EvidenceNeeded):
        casework.link([bent.id], person=row_of("anna").person, evidence=(), reason="", by=LIV)
    with pytest.raises(casework.NotYourCase):
        casework.link([bent.id], person=row_of("anna").person, evidence=SEEN, reason="", by=CATO)


def test_linking_twice_is_once_and_the_ledger_says_so(the_incident: Only, row_of: RowOf) -> None:
    two_accounts()
    anna, second = row_of("anna"), accounts_of(the_incident(), row_of("zoe"))[0]
    for _ in range(2):
        casework.link([second.id], person=anna.person, evidence=SEEN, reason="Anna told us", by=CATO)
    (entry,) = ledger.entries((ledger.Kind.ACCOUNTS_LINKED,), about=anna.person)
    assert (entry.by, entry.facts["evidence"]) == ("person:cato", list(SEEN))
    assert [move["account"] for move in entry.facts["moves"]] == [str(second.id)]
    assert "Anna" not in str(entry.facts)
