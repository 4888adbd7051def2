"""The table of commands. A noun's module is imported when it is used, so that `varde --help` is quick."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib import import_module
from typing import Any

import click

from varde.kernels.terms.errors import VardeError

NOUNS: dict[str, tuple[str, str]] = {
    "up": ("varde.doors.cli.up", "Start a station and keep it running."),
    "doctor": ("varde.doors.cli.doctor", "Say what is there, what is missing, and what to do."),
    "user": ("varde.doors.cli.user", "People who log in at a station."),
    "token": ("varde.doors.cli.token", "Tokens of machines that send to a station."),
    "demo": ("varde.doors.cli.demo", "Replay an operation through three stations and compare what came out."),
    "bench": ("varde.doors.cli.bench", "Measure fingerprints, search, video and the journey on this machine."),
    "enrol": ("varde.doors.cli.enrol", "Set a station up from a plan: peers, people, tokens, agreements."),
    "agreement": ("varde.doors.cli.agreement", "Which agency may receive which country's tips (clearinghouse)."),
    "hash": ("varde.doors.cli.hash", "Fingerprint pictures and videos: JSON lines."),
    "match": ("varde.doors.cli.match", "Look files up in lists of known fingerprints."),
    "list": (
        "varde.doors.cli.hashlist",
        "Lists of known fingerprints: build, show, check as files; add, import, attest, dispute, withdraw at a station.",
    ),
    "ledger": ("varde.doors.cli.ledger", "Read and check the record of every act."),
    "peer": ("varde.doors.cli.peer", "Other stations that this one speaks with."),
}

INTERRUPTED = 130


class Nouns(click.Group):
    """A group whose commands lie in modules of their own, in the function `command`."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  whatever the command gives
        """Ctrl-C ends with 130, as the shell's own commands do, and one word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("varde: interrupted", err=True)
            ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """In the order of the table."""
        return list(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import one noun."""
        if cmd_name not in NOUNS:
            return None
        found: click.Command = import_module(NOUNS[cmd_name][0]).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """The help of the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(noun, says) for noun, (_, says) in NOUNS.items()])


@click.command(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="varde", prog_name="varde")
def varde() -> None:
    """The chain that runs when a sexual image of a child is reported: platform, clearinghouse, agency."""


def main(words: list[str] | None = None) -> None:
    """Entry point of `varde`. A refusal is one sentence and exit code 1; wrong arguments are exit code 2."""
    try:
        varde.main(args=words, prog_name="varde", standalone_mode=True)
    except VardeError as error:
        _refuse(error.message)
    except BrokenPipeError:
        sys.exit(1)


def _refuse(message: str) -> None:
    click.echo(f"varde: {message}", err=True)
    sys.exit(1)


def choices(kind: type[StrEnum]) -> click.Choice[str]:
    """An enum's values as click's choice."""
    return click.Choice([member.value for member in kind])
