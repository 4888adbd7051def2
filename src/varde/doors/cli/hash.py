from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from varde.doors.cli import progress
from varde.doors.cli.examining import SAMPLINGS, SOME_FAILED, Examiner, how_of, tell
from varde.doors.cli.files import STDIN, Found, Passed, StdinTwice, counted, found_in, listed_in
from varde.doors.cli.output import lines_to


@click.command("hash")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@click.option("--exact", "is_exact", is_flag=True, help="Decode every picture in full: slower, and the reference's own values.")
@click.option(
    "--sampling", type=click.Choice(SAMPLINGS), default="each-second", show_default=True, help="Which frames of a video."
)
@click.option("--strict-sandbox", "is_strict", is_flag=True, help="A fresh decoding process for every file.")
@click.option("-j", "--processes", type=click.IntRange(1, 1024), help="How many decode at once.  [default: one for each core]")
@click.option(
    "--files-from", metavar="FILE", type=click.Path(), help="Also the paths in this file, one a line; - is standard input."
)
@click.option(
    "-0", "--null", "by_nul", is_flag=True, help="The paths in that file end with a NUL byte, as `find -print0` writes."
)
@click.option("--append", metavar="FILE", type=click.Path(dir_okay=False), help="Write to the end of FILE; go on where it stops.")
@click.pass_context
def command(
    context: click.Context,
    *,
    paths: tuple[str, ...],
    is_exact: bool,
    sampling: str,
    is_strict: bool,
    processes: int | None,
    files_from: str | None,
    by_nul: bool,
    append: str | None,
) -> None:
    """Fingerprint pictures and videos; one JSON line for each file.

    Folders are walked; links and special files in them are passed over. PATH - is one file from standard input. A file that
    cannot be decoded has its digests and an error in its line, and stops nothing.

    \b
    Exit code  0  every file was fingerprinted
               1  refused, with one sentence that says why
               2  wrong arguments
               3  some files had errors; their lines say which
             130  interrupted; the lines written so far are whole
    """  # noqa: D301  click's mark
    files = named(paths, files_from, by_nul=by_nul)
    how = how_of(is_exact=is_exact, sampling=sampling)
    passed, counts = Passed(tell=tell), Counter[str]()
    with lines_to(append) as (lines, done):
        wanted = (one for one in found_in(files, passed) if os.fsencode(one.path) not in done)
        with measured(wanted) as (every, advance), Examiner(processes=processes, is_strict=is_strict) as examiner:
            for found, seen in examiner.examined(every, how):
                lines.write(seen.line())
                counts[seen.error["code"] if seen.error else ""] += 1
                advance(found.size or 1)
    failed = counts.total() - counts[""]
    tell(_summary(counts, passed, known=len(done)))
    context.exit(SOME_FAILED if failed else 0)


def named(paths: tuple[str, ...], files_from: str | None, *, by_nul: bool) -> list[str]:
    """All paths that the arguments name; without any, wrong arguments."""
    if not paths and files_from is None:
        raise click.UsageError("Name at least one PATH, or a file of paths with --files-from.")
    if [*paths, files_from].count(STDIN) > 1:
        raise StdinTwice
    return [*paths, *(listed_in(files_from, by_nul=by_nul) if files_from is not None else [])]


@contextmanager
def measured(files: Iterator[Found]) -> Iterator[tuple[Iterable[Found], progress.Advance]]:
    """The files, and what to call when some bytes of them are done; they are all found first only where a bar is seen."""
    if not progress.is_seen():
        yield files, lambda _: None
        return
    every = list(files)
    with progress.bar(f"{len(every)} files", total=sum(one.size or 1 for one in every)) as advance:
        yield every, advance


def _summary(counts: Counter[str], passed: Passed, *, known: int) -> str:
    failed = ", ".join(f"{times} {code}" for code, times in sorted(counts.items()) if code)
    parts = [counted(counts.total(), "file")]
    parts += [f"{counts.total() - counts['']} with errors ({failed})"] if failed else []
    parts += [f"{known} there already"] if known else []
    parts += [f"{passed.count} passed over"] if passed.count else []
    return ", ".join(parts)
