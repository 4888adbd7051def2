from __future__ import annotations

import pytest

from cast import ADA
from stations_pages import user_of
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, object]]:
    return [(entry.about, entry.facts) for entry in ledger.entries((ledger.Kind.LOG_IN_FAILED,))]


def test_it_is_written_down_at_which_lock() -> None:
    user = user_of(ADA)
    parties.note_failed_log_in("Ada", lock="password")
    parties.note_failed_log_in("ada", lock="code")
    assert told() == [(str(user.pk), {"lock": "password"}), (str(user.pk), {"lock": "code"})]


def test_a_name_that_nobody_has_is_not_kept() -> None:
    parties.note_failed_log_in("my secret password", lock="password")
    assert told() == [("nobody", {"lock": "password"})]
