from __future__ import annotations

import sys
from urllib.parse import urlsplit

import click

from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole


def _url(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname:
        raise click.BadParameter(f"{value!r} is not an address such as https://lantern.example.org.")
    return value


@click.group("peer")
def command() -> None:
    """Other stations that this one speaks with."""


@command.command("add")
@click.argument("name")
@click.option("--role", required=True, type=choices(StationRole), help="What the other station does.")
@click.option("--url", required=True, callback=_url, help="Where it answers.")
@click.option("--key", required=True, help="Its public key, as `varde peer key` prints it there; compare it by telephone.")
@click.option("--display-name", default="", help="What people read.")
@click.option(
    "--ispws-user", help="The platform's log-in at the clearinghouse's /ispws; the password is read from standard input."
)
@with_data
def add(_station: Opened, name: str, *, role: str, url: str, key: str, display_name: str, ispws_user: str | None) -> None:
    """Know another station from now on."""
    from varde.links.peers import face as peers

    password = sys.stdin.readline().rstrip("\n") if ispws_user else None
    peer = peers.add(
        name, role=StationRole(role), url=url, key=key, display_name=display_name, ispws_user=ispws_user, ispws_password=password
    )
    click.echo(f"{peer.name}: {peer.role} at {peer.url}")


@command.command("list")
@with_data
def list_peers(_station: Opened) -> None:
    """Whom this station speaks with."""
    from varde.links.peers import face as peers

    for peer in peers.peers():
        click.echo("\t".join([peer.name, peer.role, peer.url, peer.key.hex()[:16], peer.display_name]))


@command.command("remove")
@click.argument("name")
@with_data
def remove(_station: Opened, name: str) -> None:
    """Stop speaking with a station at once."""
    from varde.links.peers import face as peers

    if not peers.remove(PeerName(name)):
        raise peers.UnknownPeer(name)
    click.echo(f"{name}: removed")


@command.command("key")
@with_data
def key(_station: Opened) -> None:
    """Print this station's own public key, for others to add."""
    from varde.links.peers import face as peers

    click.echo(peers.own_public_key())
