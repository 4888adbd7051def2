from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import varde.doors.console
from cast import ADA
from harbour_of_tests import accepted, only, to_the_queue
from stations_pages import console_of
from varde.doors.console.urls import FOLDERS, SCREENS
from varde.kernels.terms.roles import StationRole
from varde.stages.review import face as review

CONSOLE = Path(varde.doors.console.__file__).parent


def of(role: StationRole) -> list[str]:
    """Every address of a role's console."""
    found = [import_module(f"varde.doors.console.{folder}.page").urlpatterns for folder in FOLDERS[role]]
    return [f"/{pattern.pattern}" for patterns in found for pattern in patterns]


@pytest.mark.parametrize("role", StationRole)
def test_every_page_belongs_to_one_section(role: StationRole) -> None:
    for address in of(role):
        assert sum(screen.is_current(address) for screen in SCREENS[role]) == 1, f"open {CONSOLE / 'urls.py'}: {address}"


@pytest.mark.parametrize(
    ("role", "address", "section"),
    [
        (StationRole.PLATFORM, "/review/1/", "Queue"),
        (StationRole.PLATFORM, "/tips/1/", "Filed reports"),
        (StationRole.CLEARINGHOUSE, "/bundles/1/", "Desk"),
        (StationRole.CLEARINGHOUSE, "/tips/1/", "Desk"),
        (StationRole.AGENCY, "/suspects/1/", "Incidents"),
        (StationRole.AGENCY, "/incidents/1/charts/", "Incidents"),
    ],
)
def test_a_page_under_a_section_stands_under_its_name(role: StationRole, address: str, section: str) -> None:
    assert [screen.name for screen in SCREENS[role] if screen.is_current(address)] == [section]


def marked(page: str) -> list[tuple[str, str]]:
    return re.findall(r'aria-current="(\w+)">([^<]+)</a>', page)


@pytest.mark.django_db
def test_the_queue_is_marked_on_its_own_page_and_on_a_matter() -> None:
    accepted()
    to_the_queue()
    ada: Any = console_of(ADA)
    matter = only(review.queue(by=ADA)).id
    assert marked(ada.get("/queue/").content.decode()) == [("page", "Queue")]
    assert marked(ada.get(f"/review/{matter}/").content.decode()) == [("true", "Queue")]
