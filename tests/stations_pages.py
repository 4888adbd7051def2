"""A station of any role in one test process: its addresses, its people at their consoles."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from django.test import Client
from django.urls import include, path

from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.roles import StationRole

DOORS = ("api", "public", "console")


def addresses_of(role: StationRole) -> str:
    """The name of a module with the addresses that a station of this role has."""
    name = f"addresses_of_{role.value}"
    if name not in sys.modules:
        module = ModuleType(name)
        doors = [import_module(f"varde.doors.{door}.urls") for door in DOORS]
        opened = [pattern for door in doors for pattern in door.patterns_for(role)]
        module.__dict__["urlpatterns"] = [path("accounts/", include("allauth.urls")), *opened]
        sys.modules[name] = module
    return name


def become(role: StationRole, *, settings: Any) -> None:  # noqa: ANN401  pytest-django's settings
    """This test's station has this role."""
    settings.VARDE_ROLE, settings.ROOT_URLCONF = role, addresses_of(role)


def user_of(who: Actor) -> parties.User:
    """The log-in of one of the cast."""
    assert who.job is not None
    known = {"display_name": who.name.title(), "job": who.job, "district": who.district, "date_joined": clock.now()}
    return parties.User.objects.get_or_create(username=who.name, defaults=known)[0]


def console_of(who: Actor) -> Client:
    """Somebody at their console, logged in."""
    client = Client(enforce_csrf_checks=False)
    client.force_login(user_of(who))
    return client
