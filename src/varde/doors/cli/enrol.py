from __future__ import annotations

import json
import sys
from typing import Any, ClassVar

import click

from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import Job, StationRole


class PlanUnreadable(VardeError):
    """The plan is not what docs/reference/plan.md describes; correct the part named."""

    code: ClassVar[str] = "plan_unreadable"


@click.command("enrol")
@with_data
def command(station: Opened) -> None:
    """Set a station up from a plan on standard input (docs/reference/plan.md): peers, people, tokens, agreements, lists.

    Prints the tokens that were made, as JSON; they are shown once.
    """
    try:
        plan = json.load(sys.stdin)
        made = carry_out(plan, station=station)
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise PlanUnreadable(str(error)[:120]) from error
    click.echo(json.dumps(made))


def carry_out(plan: dict[str, Any], *, station: Opened) -> dict[str, Any]:
    """Add what the plan names; answers the tokens made, by name."""
    for peer in plan.get("peers", []):
        _add_peer(peer)
    for person in plan.get("people", []):
        _add_person(person, station=station)
    for agreement in plan.get("agreements", []):
        _add_agreement(agreement)
    for known in plan.get("lists", []):
        _add_list(known)
    return {"tokens": {token["name"]: _issue(token) for token in plan.get("tokens", [])}}


def _add_peer(peer: dict[str, Any]) -> None:
    from varde.links.peers import face as peers

    peers.add(peer.pop("name"), role=StationRole(peer.pop("role")), **peer)


def _add_person(person: dict[str, Any], *, station: Opened) -> None:
    from allauth.mfa.totp.internal import auth

    from varde.keeps.parties import face as parties

    secret = person.pop("totp_secret", None)
    known = parties.add_user(person.pop("username"), job=Job(person.pop("job")), at=station.role, **person)
    if secret:
        auth.TOTP.activate(parties.User.objects.get(username=known.username), secret)


def _add_agreement(agreement: dict[str, Any]) -> None:
    from varde.stages.clearing import face as clearing

    clearing.agree(agreement.pop("agency"), **agreement)


def _add_list(known: dict[str, Any]) -> None:
    from varde.keeps.hashlists import face as hashlists

    hashlists.add_list(known["name"], known["source"])
    hashlists.import_list(known["name"], [json.dumps(entry) for entry in known["entries"]])


def _issue(token: dict[str, Any]) -> str:
    from varde.keeps.parties import face as parties

    return parties.issue_token(token["name"], rights=[parties.Right(right) for right in token["rights"]])
