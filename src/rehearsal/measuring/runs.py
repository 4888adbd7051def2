"""The three measurements from end to end: made, measured, told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rehearsal.measuring import hashing, search, video
from rehearsal.measuring.errors import WorkerFailed
from rehearsal.measuring.files import Source
from rehearsal.measuring.hashing import Given
from rehearsal.measuring.machine import machine
from rehearsal.measuring.parties import Parties, gathered
from rehearsal.measuring.results import Result, Row
from rehearsal.measuring.wire import measure as wire
from varde.kernels import compiling
from varde.kernels.terms import clock

_QUICK_COUNTS = (100_000, 1_000_000)


@dataclass(frozen=True)
class Asked:
    """What the command line asked for. `say` is told each row when it is there."""

    command: str
    kept: Path
    peers_python: Path | None
    pictures: Path | None = None
    quick: bool = False
    say: Callable[[str], None] = lambda _: None

    def given(self) -> Given:
        """The pictures to measure with; NoPictures when the folder has none."""
        return Given(Source.of(self.pictures), self.kept, self.quick)


def of_hashing(asked: Asked) -> Result:
    """Pictures, the sandbox, and how far the fast way is from the exact one."""
    given, before = asked.given(), machine()
    compiling.warm()
    with gathered(asked.peers_python) as parties:
        rows = _told(hashing.rows(parties, given), asked)
        asked.say("distances over the corpus …")
        table, promised = hashing.distances(parties.ours, given)
        rows += _told([*promised, *hashing.command(given)], asked)
        return _result("hashing", asked, parties, rows, before, tables={"Bits between the fast and the exact way": table})


def of_search(asked: Asked, counts: Iterable[int] = ()) -> Result:
    """Lists of growing size."""
    before = machine()
    compiling.warm()
    sizes = list(counts) or list(_QUICK_COUNTS if asked.quick else search.SIZES)
    rows: list[Row] = []
    growth: list[dict[str, object]] = []
    notes: list[str] = []
    with gathered(asked.peers_python) as parties:
        for measured in search.measure(parties, sizes, kept=asked.kept):
            rows += _told(measured.rows, asked)
            growth += measured.growth
            notes += measured.notes
        try:
            rows += _told(search.saved(parties.ours, sizes, kept=asked.kept), asked)
        except WorkerFailed as error:
            notes.append(str(error))
        rows += _told(search.exhaustive(parties.ours, sizes, kept=asked.kept), asked)
        return _result("search", asked, parties, rows, before, tables={"growth": growth}, notes=notes)


def of_video(asked: Asked, files: tuple[Path, ...] = ()) -> Result:
    """Clips, beside vpdq."""
    given, before = asked.given(), machine()
    compiling.warm()
    with gathered(asked.peers_python) as parties:
        rows = _told(video.rows(parties, given, files=files), asked)
        asked.say("recall of the first pass …")
        tables = {} if files else video.recall(parties.ours, given)
        return _result("video", asked, parties, rows, before, tables=tables)


def of_wire(asked: Asked, what: wire.Asked) -> Result:
    """Reports over the reporting API into a station of its own."""
    before = machine()
    compiling.warm()
    rows, tables = wire.measure(what, say=asked.say)
    return _result("wire", asked, None, _told(rows, asked), before, tables=tables)


def _told(rows: Iterable[Row], asked: Asked) -> list[Row]:
    kept = []
    for row in rows:
        asked.say(row.told)
        kept.append(row)
    return kept


def _result(
    bench: str,
    asked: Asked,
    parties: Parties | None,
    rows: list[Row],
    before: dict[str, object],
    *,
    tables: dict[str, list[dict[str, object]]],
    notes: Iterable[str] = (),
) -> Result:
    at = clock.now().strftime("%Y-%m-%d %H:%M UTC")
    versions, missing = (parties.versions, parties.missing) if parties else ({}, ())
    return Result(bench, asked.command, at, before, versions, tuple(rows), tables, (*missing, *notes))
