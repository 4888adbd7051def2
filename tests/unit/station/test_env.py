from __future__ import annotations

from pathlib import Path

import pytest

from varde.kernels.terms.roles import StationRole
from varde.station import env


def test_what_is_set_is_read_with_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "A_ROLE": "agency",
        "A_NUMBER": "12",
        "A_FLAG": "yes",
        "A_PATH": "/srv/varde",
        "SOME_WORDS": "a, b,",
    }.items():
        monkeypatch.setenv(name, value)
    assert env.one_of("A_ROLE", StationRole, StationRole.PLATFORM) is StationRole.AGENCY
    assert env.number("A_NUMBER", 1) == 12
    assert env.flag("A_FLAG") is True
    assert env.path("A_PATH") == Path("/srv/varde")
    assert env.words("SOME_WORDS") == ("a", "b")


def test_what_is_missing_or_empty_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTY", "  ")
    assert env.text("EMPTY", "else") == "else"
    assert env.number("EMPTY", 7) == 7
    assert env.path("NOT_THERE_AT_ALL") is None


@pytest.mark.parametrize("value", ["many", "-1", "99", "1.5"])
def test_an_unreadable_number_names_the_variable_but_not_its_value(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(env.SettingUnreadable, match="A_NUMBER is to be a whole number from 0 to 50") as refused:
        env.number("A_NUMBER", 1, most=50)
    assert "many" not in refused.value.message


def test_an_unknown_choice_says_which_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_ROLE", "police")
    with pytest.raises(env.SettingUnreadable, match="platform, clearinghouse, agency"):
        env.one_of("A_ROLE", StationRole, StationRole.PLATFORM)
