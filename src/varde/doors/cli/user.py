from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

import click

from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.roles import Job

if TYPE_CHECKING:
    from varde.keeps.parties.face import User


@click.group("user")
def command() -> None:
    """People who log in at a station."""


@command.command("add")
@click.argument("username")
@click.option(
    "--job", required=True, type=choices(Job), help="What this person does; which jobs there are depends on the station's role."
)
@click.option("--district", help="For officers: the key of their district, e.g. dk-fyn.")
@click.option("--display-name", default="", help="What colleagues read.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else one is made and shown once.")
@click.option("--totp", is_flag=True, help="Also set up a code generator and show its secret once.")
@with_data
def add(
    station: Opened, username: str, *, job: str, district: str | None, display_name: str, password_stdin: bool, totp: bool
) -> None:
    """Add a person."""
    from varde.keeps.parties import face as parties

    password = _read_password() if password_stdin else secrets.token_urlsafe(15)
    person = parties.add_user(
        username, job=Job(job), at=station.role, password=password, display_name=display_name, district=district or None
    )
    click.echo(f"{person.username}: {person.job}" + (f", {person.district}" if person.district else ""))
    if not password_stdin:
        click.echo(f"password (shown once): {password}")
    if totp:
        click.echo(f"TOTP secret (shown once): {add_totp(username)}")


@command.command("remove")
@click.argument("username")
@with_data
def remove(_station: Opened, username: str) -> None:
    """End a person's log-in; where they are logged in, it ends with their next click."""
    from varde.keeps.parties import face as parties

    parties.remove_user(username)
    click.echo(f"{username}: removed")


@command.command("reset")
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else one is made and shown once.")
@click.option("--totp", is_flag=True, help="Also end every second factor, set up a new code generator and show its secret once.")
@with_data
def reset(_station: Opened, username: str, *, password_stdin: bool, totp: bool) -> None:
    """Give a person a new password, for one that was forgotten or seen; they are logged out everywhere."""
    from django.db import transaction

    from varde.keeps.parties import face as parties

    password = _read_password() if password_stdin else secrets.token_urlsafe(15)
    with transaction.atomic():
        user = parties.reset_user(username, password=password, new_factor=totp)
        secret = _replace_factors(user) if totp else None
    click.echo(f"{username}: new password")
    if not password_stdin:
        click.echo(f"password (shown once): {password}")
    if secret:
        click.echo(f"TOTP secret (shown once): {secret}")


@command.command("list")
@with_data
def list_users(_station: Opened) -> None:
    """Who may log in."""
    from varde.keeps.parties import face as parties

    for person in parties.users():
        click.echo("\t".join([person.username, person.job, person.district or "-", person.display_name]))


def add_totp(username: str) -> str:
    """Give a person a code generator; the secret is sealed in the database and shown to the caller once."""
    from allauth.mfa.totp.internal import auth

    from varde.keeps.parties import face as parties

    secret: str = auth.generate_totp_secret()
    auth.TOTP.activate(parties.User.objects.get(username=username), secret)
    return secret


def _replace_factors(user: User) -> str:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=user).delete()
    return add_totp(user.username)


def _read_password() -> str:
    return sys.stdin.readline().rstrip("\n")
