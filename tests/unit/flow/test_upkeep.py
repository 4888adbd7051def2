from __future__ import annotations

import pytest

from varde.flow import upkeep
from varde.keeps.vault import face as vault
from varde.kernels.terms.roles import StationRole


def test_one_that_fails_keeps_none_of_the_others_from_running(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    def refused() -> None:
        raise vault.VaultFull

    def broken() -> None:
        raise ValueError("the name of a person")

    def good() -> None:
        ran.append("good")

    monkeypatch.setattr(upkeep, "UPKEEP", {StationRole.AGENCY: (refused, broken)})
    monkeypatch.setattr(upkeep, "EVERYWHERE", (good,))
    upkeep.look_after(StationRole.AGENCY)
    assert ran == ["good"]
    assert "refused failed: vault_full" in caplog.text
    assert "broken failed: ValueError" in caplog.text
    assert "person" not in caplog.text
