"""What a clearinghouse shares, range by range. A page and where it ended are kept together: nothing is lost in between."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from varde.kernels.wire.hashsharing import HashSharingRefused
from varde.kernels.wire.hashsharing.types import Deleted, Entry, Page
from varde.links.peers.errors import AddressLeavesRoot, ClearinghouseRefuses, PagesGoRound

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
BEHIND_NOW = timedelta(seconds=5)  # what is being written there at this moment comes with the next range
OVERLAP = timedelta(minutes=2)  # what was written there slowly is not missed; taking an entry twice does nothing
NEXT_IS_STALE_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Range:
    """What is being fetched: from when until when, and which page comes next (None: the first)."""

    since: datetime
    until: datetime
    next: str | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Until when everything was taken (None: nothing yet), and the range that was begun and not finished."""

    done_until: datetime | None = None
    under_way: Range | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one range brought: how many pages, how many entries in them, and how many of those were tombstones."""

    pages: int = 0
    entries: int = 0
    deleted: int = 0
    until: datetime | None = None

    def and_page(self, page: Page) -> Fetched:
        """With one page more."""
        gone = sum(isinstance(entry, Deleted) for entry in page.entries)
        return replace(self, pages=self.pages + 1, entries=self.entries + len(page.entries), deleted=self.deleted + gone)


class Pages(Protocol):
    """Where pages come from (`HashSharingClient`)."""

    def page(self, *, since: datetime, until: datetime) -> Page:
        """The first of a range."""
        ...

    def page_after(self, untrusted_next: str) -> Page:
        """The one that the last one named."""
        ...


class Shelf(Protocol):
    """Where entries are kept. Each call is one transaction."""

    def position(self) -> Position:
        """Where we stand."""
        ...

    def take(self, entries: Sequence[Entry | Deleted], under_way: Range) -> None:
        """Keep a page and where it ended."""
        ...

    def finish(self, entries: Sequence[Entry | Deleted], fetched: Fetched) -> None:
        """Keep the last page; the whole range was taken."""
        ...


def fetch(pages: Pages, shelf: Shelf, *, now: datetime, is_full: bool = False) -> Fetched:
    """Take what changed since the last whole range, or go on with the one that was interrupted; `is_full` begins anew."""
    span = _range(Position() if is_full else shelf.position(), now)
    page, span = _first(pages, span, now)
    fetched, seen = Fetched().and_page(page), set[str]()
    with ThreadPoolExecutor(1, thread_name_prefix="fetch") as ahead:
        while page.next:
            if page.next in seen:
                raise PagesGoRound
            seen.add(page.next)
            coming = ahead.submit(pages.page_after, page.next)  # one page is under way while the one before it is kept
            shelf.take(page.entries, replace(span, next=page.next, saved_at=now))
            page = coming.result()
            fetched = fetched.and_page(page)
    fetched = replace(fetched, until=span.until)
    shelf.finish(page.entries, fetched)
    return fetched


def _range(position: Position, now: datetime) -> Range:
    begun = position.under_way
    if begun and begun.next and begun.saved_at and now - begun.saved_at < NEXT_IS_STALE_AFTER:
        return begun
    since = begun.since if begun else BEGINNING if position.done_until is None else position.done_until - OVERLAP
    return Range(since, max(now - BEHIND_NOW, since))


def _first(pages: Pages, span: Range, now: datetime) -> tuple[Page, Range]:
    """The page to go on with; where the server knows that place no more, the range is begun anew."""
    if span.next:
        try:
            return pages.page_after(span.next), span
        except (ClearinghouseRefuses, AddressLeavesRoot, HashSharingRefused):
            span = Range(span.since, max(now - BEHIND_NOW, span.since))
    return pages.page(since=span.since, until=span.until), span
