from __future__ import annotations

import pytest
from django.test import Client

from cast import ADA
from stations_pages import user_of
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db
NEW = "another long phrase"


def logged_in() -> Client:
    ada = Client()
    ada.force_login(user_of(ADA))
    assert is_in(ada)
    return ada


def is_in(client: Client) -> bool:
    return "/login/" not in client.get("/accounts/password/change/").headers.get("Location", "")


def test_who_is_removed_is_out_at_the_next_request_and_comes_in_no_more() -> None:
    ada = logged_in()
    parties.remove_user("ada")
    assert not is_in(ada)
    assert parties.users() == []
    assert not Client().login(username="ada", password="a long enough phrase")


def test_who_is_reset_is_out_and_has_the_new_password() -> None:
    ada = logged_in()
    parties.reset_user("ada", password=NEW)
    assert not is_in(ada)
    assert parties.User.objects.get().check_password(NEW)


def test_nobody_and_who_was_removed_is_neither_removed_nor_reset() -> None:
    user_of(ADA)
    parties.remove_user("ada")
    for name in ("ada", "nobody"):
        with pytest.raises(parties.NoSuchUser):
            parties.remove_user(name)
        with pytest.raises(parties.NoSuchUser):
            parties.reset_user(name, password=NEW)


def test_a_short_password_resets_nothing() -> None:
    user_of(ADA)
    with pytest.raises(parties.PasswordTooShort):
        parties.reset_user("ada", password="short")
    assert list(ledger.entries((ledger.Kind.USER_RESET,))) == []


def test_the_ledger_says_who_was_reset_and_removed_without_the_password() -> None:
    user = user_of(ADA)
    parties.reset_user("ada", password=NEW, new_factor=True)
    parties.remove_user("ada")
    told = list(ledger.entries((ledger.Kind.USER_RESET, ledger.Kind.USER_REMOVED)))
    assert [entry.about for entry in told] == [str(user.pk)] * 2
    assert [entry.facts for entry in told] == [{"username": "ada", "new_factor": True}, {"username": "ada"}]
