from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from varde.kernels.wire.hashsharing.types import Deleted, Entry, Media, Page
from varde.links.peers.errors import ClearinghouseRefuses, ClearinghouseUnreachable, PagesGoRound
from varde.links.peers.hashsharing.adapter import BEGINNING, BEHIND_NOW, OVERLAP, Fetched, Position, Range, fetch

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Shared = Entry | Deleted


def entry(number: int, at: datetime) -> Entry:
    return Entry(media=Media.IMAGE, member="101", id=f"made-{number}", timestamp=at)


def gone(number: int, at: datetime) -> Deleted:
    return Deleted(media=Media.IMAGE, member="101", id=f"made-{number}", timestamp=at)


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Lantern:
    """Serves what it holds, two entries a page; an update moves an entry to its newest time."""

    held: dict[str, Shared] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    size: int = 2
    forgets: bool = False

    def say(self, *entries: Shared) -> None:
        for one in entries:
            self.held[one.id] = one

    def page(self, *, since: datetime, until: datetime) -> Page:
        self.asked.append(f"{since.isoformat()} {until.isoformat()}")
        return self._page(since, until, 0)

    def page_after(self, untrusted_next: str) -> Page:
        self.asked.append("next")
        if self.forgets:
            raise ClearinghouseRefuses("HTTP 410")
        since, until, start = untrusted_next.removeprefix("/v2/entries?").split("|")
        return self._page(datetime.fromisoformat(since), datetime.fromisoformat(until), int(start))

    def _page(self, since: datetime, until: datetime, start: int) -> Page:
        mine = [one for one in self.held.values() if since <= one.timestamp <= until]
        end = start + self.size
        after = f"/v2/entries?{since.isoformat()}|{until.isoformat()}|{end}" if end < len(mine) else None
        return Page(tuple(mine[start:end]), after)


@dataclass
class Memory:
    """A shelf that keeps what it is given, unless it is killed in the middle of that."""

    kept: dict[str, Shared] = field(default_factory=dict)
    stands: Position = field(default_factory=Position)
    finished: list[Fetched] = field(default_factory=list)
    dies_at: int = -1
    writes: int = 0

    def position(self) -> Position:
        return self.stands

    def take(self, entries: Sequence[Shared], under_way: Range) -> None:
        self._keep(entries, Position(self.stands.done_until, under_way))

    def finish(self, entries: Sequence[Shared], fetched: Fetched) -> None:
        self._keep(entries, Position(fetched.until))
        self.finished.append(fetched)

    def _keep(self, entries: Sequence[Shared], stands: Position) -> None:
        self.writes += 1
        if self.writes == self.dies_at:
            raise Killed
        for one in entries:
            if isinstance(one, Deleted):
                self.kept.pop(one.id, None)
            else:
                self.kept[one.id] = one
        self.stands = stands


@pytest.fixture
def lantern() -> Lantern:
    found = Lantern()
    found.say(*(entry(number, NOW - timedelta(hours=number)) for number in range(1, 8)))
    return found


def test_everything_is_taken_page_by_page_and_the_position_is_kept_after_the_whole_range(lantern: Lantern) -> None:
    harbour = Memory()
    assert fetch(lantern, harbour, now=NOW) == Fetched(pages=4, entries=7, until=NOW - BEHIND_NOW)
    assert harbour.kept == lantern.held
    assert harbour.stands == Position(NOW - BEHIND_NOW)
    assert lantern.asked[0] == f"{BEGINNING.isoformat()} {(NOW - BEHIND_NOW).isoformat()}"


def test_the_next_range_begins_where_the_last_one_ended_and_brings_updates_and_tombstones(lantern: Lantern) -> None:
    harbour = Memory()
    fetch(lantern, harbour, now=NOW)
    later = NOW + timedelta(minutes=20)
    lantern.say(gone(1, NOW + SECOND), entry(2, NOW + SECOND))
    assert fetch(lantern, harbour, now=later) == Fetched(pages=1, entries=2, deleted=1, until=later - BEHIND_NOW)
    assert lantern.asked[-1].startswith((NOW - BEHIND_NOW - OVERLAP).isoformat())
    assert "made-1" not in harbour.kept


def test_what_is_written_there_just_now_comes_with_the_next_range(lantern: Lantern) -> None:
    harbour = Memory()
    lantern.say(entry(9, NOW - SECOND))
    fetch(lantern, harbour, now=NOW)
    assert "made-9" not in harbour.kept
    fetch(lantern, harbour, now=NOW + timedelta(minutes=10))
    assert "made-9" in harbour.kept


@pytest.mark.parametrize("write", range(1, 5))
def test_killed_at_any_page_it_goes_on_without_loss(lantern: Lantern, write: int) -> None:
    harbour = Memory(dies_at=write)
    with pytest.raises(Killed):
        fetch(lantern, harbour, now=NOW)
    assert harbour.stands.done_until is None
    lantern.say(gone(3, NOW - timedelta(minutes=1)))
    again = fetch(lantern, harbour, now=NOW + timedelta(minutes=1))
    assert again.pages == 5 - write
    fetch(lantern, harbour, now=NOW + timedelta(minutes=10))
    assert harbour.kept == {id_: one for id_, one in lantern.held.items() if isinstance(one, Entry)}


def test_a_saved_next_is_stale_after_twelve_hours(lantern: Lantern) -> None:
    harbour = Memory(dies_at=3)
    with pytest.raises(Killed):
        fetch(lantern, harbour, now=NOW)
    later = NOW + timedelta(hours=12)
    fetch(lantern, harbour, now=later)
    assert f"{BEGINNING.isoformat()} {(later - BEHIND_NOW).isoformat()}" in lantern.asked
    assert harbour.kept == lantern.held


def test_a_server_that_knows_the_place_no_more_is_asked_for_the_range_anew(lantern: Lantern) -> None:
    harbour = Memory(dies_at=3)
    with pytest.raises(Killed):
        fetch(lantern, harbour, now=NOW)
    lantern.forgets, lantern.size = True, 100
    fetch(lantern, harbour, now=NOW + SECOND)
    assert harbour.kept == lantern.held


def test_a_server_that_is_away_leaves_the_position_as_it_was(lantern: Lantern, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour = Memory()

    def away(untrusted_next: str) -> Page:
        raise ClearinghouseUnreachable(untrusted_next[:3])

    with monkeypatch.context() as patch:
        patch.setattr(lantern, "page_after", away)
        with pytest.raises(ClearinghouseUnreachable):
            fetch(lantern, harbour, now=NOW)
    assert (harbour.stands.done_until, len(harbour.kept)) == (None, 2)
    fetch(lantern, harbour, now=NOW)
    assert harbour.kept == lantern.held


def test_a_full_fetch_begins_anew(lantern: Lantern) -> None:
    harbour = Memory()
    fetch(lantern, harbour, now=NOW)
    assert fetch(lantern, harbour, now=NOW, is_full=True).entries == 7


def test_pages_that_go_round_come_to_an_end(lantern: Lantern, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lantern, "page_after", lambda _next: Page((), "/v2/entries?start=1"))
    with pytest.raises(PagesGoRound):
        fetch(lantern, Memory(), now=NOW)


def test_a_clock_that_went_back_asks_for_no_range_that_ends_before_it_begins(lantern: Lantern) -> None:
    harbour = Memory(stands=Position(NOW + timedelta(days=1)))
    fetch(lantern, harbour, now=NOW)
    since, until = lantern.asked[0].split()
    assert since <= until
