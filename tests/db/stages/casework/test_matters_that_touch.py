"""One person on two platforms, and bundles that the clearinghouse found to be one."""

from __future__ import annotations

import pytest

from cast import CATO, LIV
from made_referrals import BUNDLE, OTHER_BUNDLE, SOUTH, account, act, phone, take_in
from varde.keeps.ledger import face as ledger
from varde.stages.casework import face as casework
from varde.stages.statistics import face as statistics

pytestmark = pytest.mark.django_db
SHARED = "+4520000001"


def two_matters() -> list[casework.IncidentLine]:
    take_in(account("anna", phones=phone(SHARED)), act("m1", item="clip"))
    take_in(account("anna2", phones=phone(SHARED)), act("m2", item="picture"), bundle_id=OTHER_BUNDLE, platform="quay")
    return sorted(casework.incidents(by=LIV), key=lambda line: line.number)


def test_one_person_on_two_platforms_is_found_from_either_matter() -> None:
    first, second = two_matters()
    (here,), (there,) = casework.candidates(first.id, by=LIV), casework.candidates(second.id, by=LIV)
    assert here.id == there.id
    casework.link_candidates(first.id, candidates=[here.id], by=LIV, reason="same verified number")
    assert statistics.count_station().as_dict()["suspects"] == 1


def test_two_accounts_of_another_matter_are_not_shown_here() -> None:
    first, _ = two_matters()
    take_in(account("bent", phones=phone("+4520000009")), act("m3", item="picture"), bundle_id=OTHER_BUNDLE)
    take_in(account("bent2", phones=phone("+4520000009")), act("m4", item="picture"), bundle_id=OTHER_BUNDLE)
    assert len(casework.candidates(first.id, by=LIV)) == 1


def test_an_officer_is_shown_no_account_of_another_district() -> None:
    take_in(account("anna", phones=phone(SHARED)), act("m1", item="clip"))
    take_in(account("bent", phones=phone(SHARED), address=SOUTH), act("m2", item="picture"), bundle_id=OTHER_BUNDLE)
    north = next(each for each in casework.incidents(by=LIV) if each.suspects)
    assert len(casework.candidates(north.id, by=LIV)) == 1
    assert casework.candidates(north.id, by=CATO) == []


def test_bundles_that_became_one_become_one_incident() -> None:
    take_in("anna", act("m1", item="clip"))
    take_in("bent", act("m2", item="picture"), bundle_id=OTHER_BUNDLE)
    take_in("carl", act("m3", item="clip"), act("m4", item="picture"), joined_bundles=(OTHER_BUNDLE,))
    (only,) = casework.incidents(by=LIV)
    assert (only.suspects, only.acts, only.items) == (3, 4, 2)
    assert statistics.count_incident(only.id).as_dict()["items"] == 2
    (entry,) = ledger.entries((ledger.Kind.INCIDENTS_JOINED,))
    assert entry.by == "station:station"


def test_a_later_referral_under_either_name_finds_the_one_incident() -> None:
    take_in("anna", act("m1"), joined_bundles=(OTHER_BUNDLE,))
    take_in("bent", act("m2"), bundle_id=OTHER_BUNDLE)
    take_in("carl", act("m3"), bundle_id=BUNDLE)
    (only,) = casework.incidents(by=LIV)
    assert only.suspects == 3
