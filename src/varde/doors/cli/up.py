from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from varde.doors.cli.main import choices
from varde.kernels.terms.roles import StationRole


def _ip(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise click.BadParameter(f"{value!r} is not an IP address; a name such as localhost will not do.") from None


def _url(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise click.BadParameter(f"{value!r} is not an address such as https://reports.example.org.")
    return value


@click.command("up")
@click.option("--role", required=True, type=choices(StationRole), help="What this organisation does in the chain.")
@click.option(
    "--data",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The station's own directory; made when missing.",
)
@click.option("--port", required=True, type=click.IntRange(1, 65535), help="Where the web console and the API answer.")
@click.option("--bind", default="127.0.0.1", show_default=True, callback=_ip, help="The IP address to listen on.")
@click.option("--name", default="", help="What other stations call this one, e.g. lantern. Default: its role.")
@click.option("--public-url", default="", callback=_url, help="The address seen from outside, behind a TLS proxy.")
@click.option("--ready-file", default="", help="Written (JSON) as soon as everything answers.")
def command(**told: object) -> None:
    """Start a station and keep it running until Ctrl-C.

    The first start makes the data directory, its keys and its database. DATABASE_URL uses another PostgreSQL, 15 or newer.
    """
    words = [word for option, value in told.items() if value for word in (f"--{option.replace('_', '-')}", str(value))]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "varde.station", "up", *words])  # noqa: S606  the station is above the doors
