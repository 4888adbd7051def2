from __future__ import annotations

import sys
from urllib.parse import urlsplit

import click

from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole


def _url(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise click.BadParameter(f"{value!r} is not an address such as https://lantern.example.org.")
    return value


@click.group("peer")
def command() -> None:
    """Other organisations that this station speaks with."""


@command.command("add")
@click.argument("name")
@click.option("--role", default=StationRole.PLATFORM.value, show_default=True, type=choices(StationRole), help="What it does.")
@click.option("--url", default="", callback=_url, help="Where it answers; a reporting organisation that only calls us has none.")
@click.option("--key", help="Its station's public key, as `varde peer key` prints it there; compare it by telephone.")
@click.option("--display-name", default="", help="What people read.")
@click.option("--ispws-user", help="Log-in for the reporting API: theirs here, or ours at a clearinghouse.")
@click.option("--ispws-password-stdin", is_flag=True, help="Read that password from standard input, without asking.")
@click.option("--ispws-root", default="", callback=_url, help="Where the clearinghouse has it, if not at <url>/ispws.")
@click.option("--hashsharing-user", help="Log-in for hash sharing: theirs here, or ours at a clearinghouse.")
@click.option("--hashsharing-password-stdin", is_flag=True, help="The same; with both, the second line is this one's.")
@click.option(
    "--hashsharing-root", default="", callback=_url, help="Where the clearinghouse has it, if not at <url>/hashsharing."
)
@with_data
def add(
    _station: Opened, name: str, *, role: str, url: str, key: str | None, display_name: str, **log_ins: str | bool | None
) -> None:
    """Know another organisation from now on.

    Passwords are asked for, or read from standard input, one line each: never given as an argument, which others could read.
    """
    from varde.links.peers import face as peers

    given = [
        peers.NewLogIn(protocol, user, _password(protocol, bool(log_ins[f"{protocol}_password_stdin"])), root)
        for protocol in peers.Protocol
        for user, root in [(log_ins[f"{protocol}_user"], log_ins[f"{protocol}_root"])]
        if isinstance(user, str) and isinstance(root, str) and user
    ]
    peer = peers.add(name, role=StationRole(role), url=url, key=key, display_name=display_name, log_ins=given)
    click.echo(f"{peer.name}: {peer.role}{f' at {peer.url}' if peer.url else ''}")


def _password(protocol: str, is_piped: bool) -> str:
    if is_piped or not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt(f"Password for {protocol}", hide_input=True, confirmation_prompt=True, err=True)
    if not password:
        raise click.UsageError(f"The password for {protocol} is empty; give one line for each on standard input.")
    return password


@command.command("list")
@with_data
def list_peers(_station: Opened) -> None:
    """Whom this station speaks with."""
    from varde.links.peers import face as peers

    for peer in peers.peers():
        click.echo(
            "\t".join([peer.name, peer.role, peer.url or "-", peer.key.hex()[:16] if peer.key else "-", peer.display_name])
        )


@command.command("remove")
@click.argument("name")
@with_data
def remove(_station: Opened, name: str) -> None:
    """Stop speaking with another organisation at once."""
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
