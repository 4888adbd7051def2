"""The console's addresses and screens, by role."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from varde.kernels.terms.roles import StationRole


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation. `further`: where the addresses of its other pages begin."""

    name: str
    address: str
    further: tuple[str, ...] = ()

    def is_current(self, path: str) -> bool:
        """Whether a page belongs to this entry."""
        return path.startswith((self.address, *self.further))


SCREENS: dict[StationRole, tuple[Screen, ...]] = {
    StationRole.PLATFORM: (Screen("Queue", "/queue/", ("/review/",)), Screen("Filed reports", "/tips/")),
    StationRole.CLEARINGHOUSE: (
        Screen("Desk", "/desk/", ("/bundles/", "/tips/")),
        Screen("Waiting", "/waiting/"),
        Screen("Referrals", "/referrals/"),
        Screen("Agreements", "/agreements/"),
    ),
    StationRole.AGENCY: (Screen("Incidents", "/incidents/", ("/suspects/",)),),
}
FOLDERS: dict[StationRole, tuple[str, ...]] = {
    StationRole.PLATFORM: ("queue", "review", "tips"),
    StationRole.CLEARINGHOUSE: ("desk", "bundle", "waiting", "tip", "referrals", "agreements"),
    StationRole.AGENCY: ("incidents", "incident", "spread", "charts", "candidates", "statistics", "suspect"),
}


def patterns_for(role: StationRole) -> list[Any]:
    """Each screen's folder brings its `urlpatterns` in page.py."""
    pages = [pattern for folder in FOLDERS[role] for pattern in import_module(f"varde.doors.console.{folder}.page").urlpatterns]

    def home(_request: HttpRequest) -> HttpResponse:
        return redirect(SCREENS[role][0].address)

    return [path("", home), *pages]
