"""Lists from other organisations and for them: fetch, export, feedback."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

import click

from varde.doors.cli.examining import tell
from varde.doors.cli.files import shown
from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, with_data
from varde.kernels.wire.hashsharing.types import FeedbackType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from varde.keeps.hashlists.face import Which
    from varde.kernels.wire.lists import ListEntry
    from varde.links.peers.face import Fetched

FORMATS = ("csv", "jsonl", "vics", "plain-md5", "plain-sha1", "plain-pdq")
SCHEMES = ("US", "UK", "Default", "CUSTOM")
PAGES_TOLD = 50


class SuspendedFor(StrEnum):
    """Why entries are suspended or resumed; a code, since the ledger keeps it for ever and free text may name people."""

    POISONED = "poisoned"
    FLOODING = "flooding"
    UNDER_REVIEW = "under-review"
    REVIEWED = "reviewed"
    MISTAKE = "mistake"


@click.command("fetch")
@click.option("--peer", help="Only from this clearinghouse.")
@click.option("--full", "is_full", is_flag=True, help="From the beginning, instead of what changed since the last whole range.")
@with_data
def fetch(_station: Opened, *, peer: str | None, is_full: bool) -> None:
    """Fetch what clearinghouses share, now; interrupted, it goes on where it was. A station also does so by itself."""
    from varde.kernels.terms.errors import VardeError
    from varde.links.peers import face as peers

    failed: VardeError | None = None
    for ours in peers.log_ins_to_fetch(peer):
        try:
            fetched = peers.fetch(ours, is_full=is_full, told=_told)
        except VardeError as error:
            tell(f"{shown(ours.peer.name)}: {error.message}")
            failed = failed or error
            continue
        click.echo(f"{ours.peer.name}: {fetched.entries} entries in {fetched.pages} pages, {fetched.deleted} of them taken away")
    if failed:
        raise failed


def _told(fetched: Fetched) -> None:
    if fetched.pages % PAGES_TOLD == 0 and sys.stderr.isatty():
        tell(f"{fetched.entries} entries")


@click.command("export")
@click.argument("name")
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help="How it is written.")
@click.option("--scheme", type=click.Choice(SCHEMES), help="Of VICS: whose numbers the classes are; without it they are tags.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to.  [default: standard output]")
@with_data
def export(_station: Opened, name: str, *, form: str, scheme: str | None, output: Path | None) -> None:
    """Write a list's entries for another program; the ledger says that it was done."""
    from varde.keeps.hashlists import face as hashlists

    if scheme and form != "vics":
        raise click.UsageError("--scheme belongs to --format vics.")
    entries = hashlists.export(name, form=form)
    with ExitStack() as over:
        out = over.enter_context(output.open("w", encoding="utf-8", newline="")) if output else cast("IO[str]", sys.stdout)
        written, left_out = _write(out, entries, form, scheme)
    tell(f"{shown(name)}: {written} written" + (f", {left_out} left out that this format has no place for" if left_out else ""))


def _write(out: IO[str], entries: Iterable[ListEntry], form: str, scheme: str | None) -> tuple[int, int]:
    from varde.kernels.wire import lists as wire

    text = cast("TextIO", out)
    if form == "csv":
        return wire.write_csv(text, entries), 0
    if form == "jsonl":
        return wire.write_jsonl(text, entries), 0
    if form == "vics":
        return wire.write_vics(text, entries, scheme=scheme)
    return wire.write_plain(text, entries, algorithm=form.removeprefix("plain-"))


@click.command("reasons")
@click.argument("peer")
@click.option("--about", required=True, type=choices(FeedbackType), help="Which kind of fingerprint.")
@with_data
def reasons(_station: Opened, peer: str, *, about: str) -> None:
    """The reasons that a clearinghouse knows against a fingerprint, with their ids for `varde list feedback`."""
    from varde.links.peers import face as peers

    (ours,) = peers.log_ins_to_fetch(peer)
    for each in peers.hash_sharing_client(ours).reasons(FeedbackType(about)):
        click.echo(f"{shown(each.guid)}\t{shown(each.name)}")


@click.command("feedback")
@click.argument("peer")
@click.argument("member")
@click.argument("entry")
@click.option("--about", required=True, type=choices(FeedbackType), help="Which kind of fingerprint of the entry.")
@click.option("--agree", "is_affirmative", is_flag=True, help="It is what it is said to be.")
@click.option("--reason", "guids", multiple=True, type=click.UUID, help="It is not, for this reason of `varde list reasons`.")
@with_data
def feedback(
    _station: Opened, peer: str, member: str, entry: str, *, about: str, is_affirmative: bool, guids: tuple[object, ...]
) -> None:
    """Tell a clearinghouse what we think of a fingerprint of an entry that a member shares."""
    from varde.links.peers import face as peers

    if is_affirmative == bool(guids):
        raise click.UsageError("Give either --agree or one --reason or more.")
    (ours,) = peers.log_ins_to_fetch(peer)
    said = tuple(str(guid) for guid in guids)
    client = peers.hash_sharing_client(ours)
    peers.give_feedback(ours, member=member, entry=entry, about=FeedbackType(about), reasons=said, over=client)
    click.echo(f"{shown(member)}-{shown(entry)}: {'agreed' if is_affirmative else 'disagreed'}")


def _which(function: Callable[..., None]) -> Callable[..., None]:
    """The options that say which entries are meant, and why."""
    for option in (
        click.option("--because", required=True, type=choices(SuspendedFor), help="Why."),
        click.option("--until", type=click.DateTime(), help="Those that came before then (UTC)."),
        click.option("--since", type=click.DateTime(), help="Those that came from then on (UTC)."),
        click.option("--member", help="Those of this member for which nobody else vouches."),
        click.option("--entry", type=click.UUID, help="One entry, by its id in `varde list entries`."),
    ):
        function = option(function)
    return function


@click.command("suspend")
@click.argument("name")
@_which
@with_data
def suspend(_station: Opened, name: str, *, because: str, **which: Any) -> None:  # noqa: ANN401  the shared options
    """Let entries of a list hit no more until they are resumed: one, a member's, or those that came in some time."""
    from varde.keeps.hashlists import face as hashlists

    click.echo(f"{shown(name)}: {hashlists.suspend(name, _chosen(which), reason=because)} suspended")


@click.command("resume")
@click.argument("name")
@_which
@with_data
def resume(_station: Opened, name: str, *, because: str, **which: Any) -> None:  # noqa: ANN401  the shared options
    """Let suspended entries hit again."""
    from varde.keeps.hashlists import face as hashlists

    click.echo(f"{shown(name)}: {hashlists.resume(name, _chosen(which), reason=because)} resumed")


def _chosen(which: dict[str, Any]) -> Which:
    from varde.keeps.hashlists import face as hashlists

    given: dict[str, Any] = {
        key: told.replace(tzinfo=UTC) if isinstance(told, datetime) else told for key, told in which.items() if told
    }
    if not given or ("entry" in given and len(given) > 1):
        raise click.UsageError("Say which: --entry, or --member, --since, --until.")
    return hashlists.Which(**given)
