from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rehearsal.operations import OPERATIONS

if TYPE_CHECKING:
    from rehearsal.measuring.results import Result
    from rehearsal.measuring.runs import Asked

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(dir_okay=False, path_type=Path)
STDOUT = Path("-")
KEPT = Path(".media/bench")


@click.group("bench")
def command() -> None:
    """Measure on this machine; figures with machine and date belong into docs/benchmarks.md."""


@command.command("journey")
@click.option("--operation", type=click.Choice(list(OPERATIONS)), default="denmark", show_default=True)
@click.option("--scale", "scales", type=click.FloatRange(0, 10, min_open=True), multiple=True, default=(0.1,), show_default=True)
@click.option("--runs", type=click.IntRange(1), default=1, show_default=True, help="The median is told.")
@click.option("--seed", type=int, default=2018, show_default=True)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write every run as JSON.")
def journey(*, operation: str, scales: tuple[float, ...], runs: int, seed: int, json_file: Path | None) -> None:
    """Replay an operation and tell how long it took, how much memory the stations held, and whether the comparison was exact."""
    results = [_run(operation, scale=scale, seed=seed) for scale in scales for _ in range(runs)]
    click.echo(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Linux {platform.release()}")
    for scale in scales:
        mine = [result for result in results if result["scale"] == scale]
        seconds = statistics.median(result["seconds"] for result in mine)
        memory = max(sum(result["resident_mib"].values()) for result in mine)
        exact = all(not result["differences"] for result in mine)
        acts = mine[0]["put_in"]["acts"]
        click.echo(
            f"{operation} {scale}: {seconds:.1f} s, {acts} acts, {memory} MiB resident, {'exact' if exact else 'DIFFERENT'}"
        )
    if json_file:
        json_file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _run(operation: str, *, scale: float, seed: int) -> dict[str, Any]:
    from rehearsal.operations import make
    from rehearsal.playing.show import Demo

    with tempfile.TemporaryDirectory(prefix="varde-bench-", ignore_cleanup_errors=True) as folder:
        demo = Demo(make(operation, scale=scale, seed=seed), folder=Path(folder), own_media=None, first_port=8600)
        result = demo.play(stay=False, written=lambda _: None)
    if result is None:
        raise click.Abort
    return result


def _measuring(function: Command) -> Command:
    """The options that all measurements of kernels share."""
    for option in (
        click.option("--peers", is_flag=True, help="Also measure what scripts/peers put into .tools/peers, in turn."),
        click.option("--peers-python", type=FILE, help="The peers' interpreter, when it is another one."),
        click.option("--json", "json_file", type=FILE, help="Write the figures as JSON; - is standard output."),
        click.option("--picture", "picture_file", type=FILE, help="Draw the figures (.png or .svg)."),
        click.option("--into", "document", type=FILE, help="Put the tables into this document, such as docs/benchmarks.md."),
        click.option("--keep", "kept", type=click.Path(file_okay=False, path_type=Path), default=KEPT, show_default=True,
                     help="Where made pictures, clips and lists are kept for the next run."),
        click.option("--quick", is_flag=True, help="Few files, no list of 10 million: for a look, not for the record."),
    ):  # fmt: skip
        function = option(function)
    return function


PICTURES = click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own photographs instead of drawn landscapes.",
)


@command.command("hashing")
@_measuring
@PICTURES
def hashing(*, pictures: Path | None, **options: Any) -> None:  # noqa: ANN401  the shared options
    """Pictures to fingerprints, against threatexchange's pdq_from_bytes; what the sandbox costs; fast against exact."""
    from rehearsal.measuring import runs

    _tell(runs.of_hashing(_asked(options, pictures=pictures)), options)


@command.command("search")
@_measuring
@click.option(
    "--entries", type=click.IntRange(1000, 50_000_000), multiple=True, help="Sizes of lists, instead of 100 k, 1 M, 10 M."
)
def search(*, entries: tuple[int, ...], **options: Any) -> None:  # noqa: ANN401  the shared options
    """Near fingerprints in lists up to ten million, against threatexchange's PDQIndex; recall by exhaustive comparison."""
    from rehearsal.measuring import runs

    _tell(runs.of_search(_asked(options), entries), options)


@command.command("video")
@_measuring
@PICTURES
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def video(*, files: tuple[Path, ...], pictures: Path | None, **options: Any) -> None:  # noqa: ANN401  the shared options
    """Videos to fingerprints, against vpdq, and the first pass on keyframes; made clips, or your own FILES."""
    from rehearsal.measuring import runs

    _tell(runs.of_video(_asked(options, pictures=pictures), files), options)


@command.command("wire")
@click.option("--rate", type=click.FloatRange(0.1, 1000), default=10.0, show_default=True, help="Reports a second to keep.")
@click.option("--seconds", type=click.FloatRange(5), default=300.0, show_default=True, help="For how long.")
@click.option("--reporters", type=click.IntRange(1, 64), default=8, show_default=True, help="Connections at a time.")
@click.option("--full-seconds", type=click.FloatRange(0), default=60.0, show_default=True, help="Then without pauses, so long.")
@click.option("--json", "json_file", type=FILE, help="Write the figures as JSON; - is standard output.")
@click.option("--into", "document", type=FILE, help="Put the tables into this document, such as docs/benchmarks.md.")
def wire(*, rate: float, seconds: float, reporters: int, full_seconds: float, **into: Any) -> None:  # noqa: ANN401
    """Whole reports over the reporting API: submit, three uploads of 200 kB, three fileinfo, finish; sealed, decoded, joined."""
    from rehearsal.measuring import runs
    from rehearsal.measuring.wire.measure import Asked

    asked = Asked(rate, seconds, reporters, full_seconds, KEPT)
    told = _asked({"peers": False, "peers_python": None, "kept": KEPT, "quick": False})
    _tell(runs.of_wire(told, asked), {"picture_file": None, **into})


@command.command("sharing")
@click.option("--entries", type=click.IntRange(1), default=1_000_000, show_default=True)
@click.option("--json", "json_file", type=FILE, help="Write the figures as JSON.")
def sharing(*, entries: int, json_file: Path | None) -> None:
    """A list with md5, sha1 and pdq of each file is served and fetched into a station: time, and the client's memory."""
    from rehearsal.measuring.sharing import measure

    told = measure(entries)
    click.echo(str(told))
    if json_file:
        json_file.write_text(told.as_json(), encoding="utf-8")


@command.command("table")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", "document", type=FILE, help="Put the tables into this document, between its marks.")
@click.option("--picture", "picture_file", type=FILE, help="Draw the figures of the first file (.png or .svg).")
def table(*, files: tuple[Path, ...], document: Path | None, picture_file: Path | None) -> None:
    """Show figures that were written with --json; in docs/benchmarks.md none is copied by hand."""
    from rehearsal.measuring import charts, shown
    from rehearsal.measuring.results import Result

    results = [Result.from_json(file) for file in files]
    for result in results:
        click.echo(shown.as_markdown(result) + "\n")
        if document:
            shown.put_into(document, result)
    if picture_file:
        charts.draw(results[0], picture_file)


def _asked(options: dict[str, Any], *, pictures: Path | None = None) -> Asked:
    from rehearsal.measuring.runs import Asked
    from rehearsal.measuring.workers import PEERS_PYTHON

    python = options["peers_python"] or (PEERS_PYTHON if options["peers"] else None)
    return Asked(
        _said(sys.argv[1:]), options["kept"], python, pictures, options["quick"], lambda line: click.echo(line, err=True)
    )


def _said(words: list[str]) -> str:
    """The command as one would repeat it: without where its outcome went, and without this machine's folders."""
    kept, passed_over = [], {"--json", "--picture", "--into", "--keep", "--peers-python"}
    for before, word in zip(["", *words], words, strict=False):
        if word not in passed_over and before not in passed_over:
            kept.append(Path(word).name if Path(word).is_absolute() else word)
    return " ".join(["varde", *kept])


def _tell(result: Result, options: dict[str, Any]) -> None:
    from rehearsal.measuring import charts, shown

    is_piped = options["json_file"] == STDOUT
    click.echo(shown.as_text(result), err=is_piped)
    if is_piped:
        click.echo(result.as_json(), nl=False)
    elif options["json_file"]:
        options["json_file"].write_text(result.as_json(), encoding="utf-8")
    if options["picture_file"]:
        charts.draw(result, options["picture_file"])
    if options["document"]:
        shown.put_into(options["document"], result)
