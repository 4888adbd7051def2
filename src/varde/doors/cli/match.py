from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from varde.doors.cli.examining import SOME_FAILED, Examiner, tell
from varde.doors.cli.files import Passed, counted, found_in, shown
from varde.doors.cli.hash import measured, named
from varde.doors.cli.hashlist import list_format, with_reading
from varde.doors.cli.hits import Told, error_line
from varde.doors.cli.output import Lines
from varde.doors.cli.seen import Seen, of_line
from varde.kernels.terms.errors import VardeError

HITS = 4


class CannotReadHashes(VardeError):
    """The file of hashes cannot be read; give --hashes what `varde hash` wrote."""

    code = "cannot_read_hashes"


class Telling:
    """Tells each file's hits, for people on a terminal, else as JSON lines; and counts."""

    def __init__(self, *, as_json: bool) -> None:
        self._lines = Lines(sys.stdout.buffer) if as_json or not sys.stdout.isatty() else None
        self.files = self.files_hit = self.hits = self.failed = 0

    def of(self, seen: Seen, hits: list[Told]) -> None:
        """One file."""
        self.files += 1
        self.files_hit += bool(hits)
        self.hits += len(hits)
        self.failed += bool(seen.error)
        if self._lines:
            for hit in hits:
                self._lines.write(hit.line())
            if seen.error:
                self._lines.write(error_line(seen))
            return
        if hits:
            click.echo("\n".join([shown(seen.path), *(hit.text() for hit in hits)]))
        if seen.error:
            tell(f"{shown(seen.path)}: {seen.error['says']}")

    def summary(self) -> str:
        """The count, and what it means."""
        failed = f", {self.failed} with errors" if self.failed else ""
        hits = f"{counted(self.hits, 'hit')} in {counted(self.files_hit, 'file')}"
        return f"{counted(self.files, 'file')}{failed}; {hits}. A hit says: look here; people decide."


@click.command("match")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@click.option(
    "--list",
    "lists",
    multiple=True,
    required=True,
    type=click.Path(exists=True),
    metavar="FILE",
    help="A list file, or an index made by `varde list build`; may be given several times.",
)
@with_reading
@click.option(
    "--hashes", multiple=True, type=click.Path(), metavar="FILE", help="Look up what `varde hash` wrote, without the files."
)
@click.option("--radius", "radius_bits", type=click.IntRange(0, 63), default=31, show_default=True, help="Of 256 bits, for PDQ.")
@click.option(
    "--exact", "is_exact", is_flag=True, help="Decode in full at once, instead of fast and then again where there is a hit."
)
@click.option("--thorough", "is_thorough", is_flag=True, help="Read every video whole, not by its keyframes first.")
@click.option("--strict-sandbox", "is_strict", is_flag=True, help="A fresh decoding process for every file.")
@click.option("-j", "--processes", type=click.IntRange(1, 1024), help="How many decode at once.  [default: one for each core]")
@click.option(
    "--files-from", metavar="FILE", type=click.Path(), help="Also the paths in this file, one a line; - is standard input."
)
@click.option(
    "-0", "--null", "by_nul", is_flag=True, help="The paths in that file end with a NUL byte, as `find -print0` writes."
)
@click.option("--json", "as_json", is_flag=True, help="JSON lines even on a terminal.")
@click.option("--exit-code", "by_exit_code", is_flag=True, help="End with 4 when there is a hit.")
@click.pass_context
def command(
    context: click.Context,
    *,
    paths: tuple[str, ...],
    lists: tuple[str, ...],
    format_name: str | None,
    algorithm: str | None,
    hashes: tuple[str, ...],
    radius_bits: int,
    is_exact: bool,
    is_thorough: bool,
    is_strict: bool,
    processes: int | None,
    files_from: str | None,
    by_nul: bool,
    as_json: bool,
    by_exit_code: bool,
) -> None:
    """Look files up in lists of known fingerprints. A hit says: look here; people decide.

    The same bytes are found by digest, pictures that look alike within --radius, videos by the shares of frames that they have in
    common. What is found on the fast way is confirmed on the exact way before it is told.

    \b
    Exit code  0  every file was looked up, with or without hits
               1  refused, with one sentence that says why
               2  wrong arguments
               3  some files, or lines of a list, had errors
               4  with --exit-code: there was a hit
             130  interrupted
    """  # noqa: D301  click's mark
    from varde.doors.cli.lists import opened
    from varde.doors.cli.lookup import LookUp

    files = named(paths, files_from, by_nul=by_nul) if not hashes or paths or files_from else []
    telling, passed = Telling(as_json=as_json), Passed(tell=tell)
    with opened(lists, format_=list_format(format_name), algorithm=algorithm) as (indexes, bad_lines):
        look_up = LookUp(indexes, radius_bits, is_thorough, threads=1)
        for seen in _hashed(hashes):
            telling.of(seen, look_up.of_seen(seen))
        if files:
            with (
                measured(found_in(files, passed)) as (every, advance),
                Examiner(processes=processes, is_strict=is_strict) as examiner,
            ):
                for found, seen, hits in look_up.of_files(every, examiner, is_exact=is_exact):
                    telling.of(seen, hits)
                    advance(found.size or 1)
    tell(telling.summary())
    has_failed = telling.failed or bad_lines
    context.exit(HITS if by_exit_code and telling.hits else SOME_FAILED if has_failed else 0)


def _hashed(files: tuple[str, ...]) -> Iterator[Seen]:
    """Every line of what `varde hash` wrote; a last line that was cut off is passed over."""
    for file in files:
        try:
            with click.open_file(file, encoding="ascii", errors="replace") as opened:
                yield from (of_line(line, number) for number, line in enumerate(opened, 1) if line.endswith("\n"))
        except OSError as error:
            raise CannotReadHashes(f"{shown(file)}: {error.strerror}") from None
