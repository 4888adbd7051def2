from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.media import photographs
from rehearsal.media.photographs import NotFetched, fetch


def test_what_cannot_be_fetched_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "_installers", lambda: iter([["false"], ["no-such-installer"]]))
    found = fetch(tmp_path / "media")
    assert isinstance(found, NotFetched)
    assert not (tmp_path / "media" / "photographs").exists()


def test_a_package_with_other_pictures_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "_installers", lambda: iter([["true"]]))
    assert fetch(tmp_path) == NotFetched(f"{photographs.PACKAGE} does not carry the expected pictures")


def test_every_credit_states_a_licence() -> None:
    assert all(credit.licence.startswith(("CC0", "public domain")) for credit in photographs.CREDITS)
