from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import click

from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import Job, StationRole

Made = TypeVar("Made")


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
    except ValueError as error:
        raise PlanUnreadable(type(error).__name__) from None  # the text holds passwords
    made = carry_out(plan, station=station)
    click.echo(json.dumps(made))


def carry_out(plan: dict[str, Any], *, station: Opened) -> dict[str, Any]:
    """Add what the plan names; answers the tokens made, by name."""
    _each(plan, "peers", _add_peer)
    _each(plan, "people", functools.partial(_add_person, station=station))
    _each(plan, "agreements", _add_agreement)
    _each(plan, "lists", _add_list)
    return {"tokens": dict(_each(plan, "tokens", _issue))}


def _each(plan: dict[str, Any], name: str, add: Callable[[dict[str, Any]], Made]) -> list[Made]:
    """Add every entry of one part; an error names the entry and never quotes what stands in it."""
    made = []
    for place, entry in enumerate(_part(plan, name)):
        try:
            made.append(add(entry))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise PlanUnreadable(f"{name}[{place}]: {type(error).__name__}") from None
    return made


def _part(plan: dict[str, Any], name: str) -> list[dict[str, Any]]:
    part: object = plan.get(name, []) if isinstance(plan, dict) else None
    if not isinstance(part, list):
        raise PlanUnreadable(name)
    return part


def _add_peer(peer: dict[str, Any]) -> None:
    from varde.links.peers import face as peers

    log_ins = [
        peers.NewLogIn(protocol, peer.pop(f"{protocol}_user"), peer.pop(f"{protocol}_password"), peer.pop(f"{protocol}_root", ""))
        for protocol in peers.Protocol
        if f"{protocol}_user" in peer
    ]
    peers.add(peer.pop("name"), role=StationRole(peer.pop("role")), log_ins=log_ins, **peer)


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


def _issue(token: dict[str, Any]) -> tuple[str, str]:
    from varde.keeps.parties import face as parties

    return token["name"], parties.issue_token(token["name"], rights=[parties.Right(right) for right in token["rights"]])
