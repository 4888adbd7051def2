from __future__ import annotations

import json
from pathlib import Path

import pytest

from varde.station.database import BOUND, DatabaseAddressUnreadable, entry, from_url
from varde.station.layout import Layout


def test_an_address_is_taken_apart_and_what_is_quoted_is_unquoted() -> None:
    found = from_url("postgresql://harbour:p%40ss@db.example.org:6432/varde?sslmode=require")
    assert found["USER"] == "harbour"
    assert found["PASSWORD"] == "p@ss"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "6432", "varde")
    assert found["OPTIONS"] == BOUND | {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "postgresql://host:many/name", "nonsense"])
def test_an_unreadable_address_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(DatabaseAddressUnreadable) as refused:
        from_url(url)
    assert url not in refused.value.message


def test_the_own_server_is_found_by_its_files_and_the_application_is_not_its_owner(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for folder in (layout.secrets, layout.database.parent):
        folder.mkdir()
    layout.database.write_text(json.dumps({"host": "/run/x", "port": 5432, "name": "varde"}))
    layout.password("app").write_text("made-up")
    found = entry(layout)
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("varde_app", "made-up", "/run/x")
