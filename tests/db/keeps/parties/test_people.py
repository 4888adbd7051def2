from __future__ import annotations

import pytest

from cast import ADA, CATO, LIV, MALLORY
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.roles import Job, StationRole

pytestmark = pytest.mark.django_db


def add(
    username: str = "ada", job: Job = Job.MODERATOR, at: StationRole = StationRole.PLATFORM, district: str | None = None
) -> None:
    parties.add_user(username, job=job, at=at, password="a long enough phrase", district=district)


def test_ada_is_added_and_her_password_is_hashed() -> None:
    add()
    ada = parties.User.objects.get(username="ada")
    assert ada.check_password("a long enough phrase")
    assert "a long enough phrase" not in ada.password
    assert ada.actor() == ADA


def test_a_job_of_another_role_is_refused() -> None:
    with pytest.raises(parties.JobNotHere, match="analyst"):
        add(job=Job.ANALYST)


def test_an_officer_needs_a_district() -> None:
    with pytest.raises(parties.DistrictNeeded):
        add("cato", Job.OFFICER, StationRole.AGENCY)


def test_a_short_password_is_refused_whoever_asks() -> None:
    with pytest.raises(parties.PasswordTooShort):
        parties.add_user("ada", job=Job.MODERATOR, at=StationRole.PLATFORM, password="elevenchars")
    assert not parties.User.objects.exists()


def test_a_name_is_given_once() -> None:
    add()
    with pytest.raises(parties.NameTaken):
        add()


def test_adding_somebody_is_recorded_without_the_password() -> None:
    add()
    (entry,) = ledger.entries((ledger.Kind.USER_ADDED,))
    assert entry.facts == {"username": "ada", "job": "moderator", "district": None}


def test_rights_go_with_the_job_and_the_district() -> None:
    parties.require(ADA, parties.Right.REVIEW)
    parties.require(CATO, parties.Right.WORK_CASES, district=CATO.district)
    parties.require(LIV, parties.Right.WORK_CASES, district=CATO.district)
    with pytest.raises(parties.NotAllowed, match="another district"):
        parties.require(CATO, parties.Right.WORK_CASES, district="dk-fyn")


def test_mallory_and_the_station_itself_may_not_decide() -> None:
    for stranger in (MALLORY, THE_STATION):
        with pytest.raises(parties.NotAllowed):
            parties.require(stranger, parties.Right.REVIEW)


def test_a_token_shows_who_a_machine_is_until_it_is_revoked() -> None:
    token = parties.issue_token("harbour-backend", rights=[parties.Right.SEND_REPORTS])
    holder = parties.actor_by_token(token)
    assert holder is not None
    assert (holder.actor.name, holder.rights) == ("harbour-backend", {parties.Right.SEND_REPORTS})
    assert parties.revoke_token("harbour-backend")
    assert parties.actor_by_token(token) is None
    assert parties.actor_by_token(token + "x") is None
