from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.wire.hashsharing.types import Deleted, Entry
from varde.links.peers.errors import FetchUnderWay, NothingToFetch
from varde.links.peers.hashsharing import adapter
from varde.links.peers.hashsharing.adapter import Fetched, Pages, Position, Range
from varde.links.peers.hashsharing.client import client_for
from varde.links.peers.queries import own_log_ins
from varde.links.peers.types import OwnLogIn, Protocol

Told = Callable[[Fetched], None]


def fetch(
    ours: OwnLogIn, *, pages: Pages | None = None, is_full: bool = False, told: Told = lambda _: None, by: Actor = THE_STATION
) -> Fetched:
    """Take what a clearinghouse shares since the last whole range; interrupted, it goes on there. `told` hears each page."""
    source = pages or client_for(ours.root, ours.user, ours.password)
    with _alone(ours.peer.name):
        return adapter.fetch(source, _Lists(ours.peer.name, by, told), now=clock.now(), is_full=is_full)


def lock_of(source: str) -> int:
    """The database's lock that whoever fetches from a source holds."""
    return int.from_bytes(hashlib.sha256(f"fetch {source}".encode()).digest()[:8], "big", signed=True)


@contextmanager
def _alone(source: str) -> Iterator[None]:
    """One process at a time fetches from a source; the lock ends with the connection that holds it."""
    key = lock_of(source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if cursor.fetchone() != (True,):
            raise FetchUnderWay(source)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def fetch_due(*, every: timedelta) -> None:
    """Fetch from each clearinghouse whose last range ended so long ago; one that is away keeps none of the others from it."""
    first: Exception | None = None
    for ours in own_log_ins(Protocol.HASHSHARING):
        done = hashlists.checkpoint(ours.peer.name).done_until
        if done is None or clock.now() - done >= every:
            try:
                fetch(ours)
            except Exception as error:  # noqa: BLE001  the others are due now; this one is told of below
                first = first or error
    if first:
        raise first


def log_ins_to_fetch(name: str | None = None) -> list[OwnLogIn]:
    """Where we log in for lists; only there, when a name is given."""
    found = [ours for ours in own_log_ins(Protocol.HASHSHARING) if name is None or ours.peer.name == name]
    if not found:
        raise NothingToFetch(name or "")
    return found


@dataclass
class _Lists:
    """Our lists as a shelf: a page and where it ended are one transaction, and so are the last page and the whole range."""

    source: str
    by: Actor
    told: Told
    pages: int = 0
    entries: int = 0

    def position(self) -> Position:
        found = hashlists.checkpoint(self.source)
        if found.since is None or found.until is None:
            return Position(found.done_until)
        return Position(found.done_until, Range(found.since, found.until, found.next or None, found.saved_at))

    def take(self, entries: Sequence[Entry | Deleted], under_way: Range) -> None:
        with transaction.atomic():
            hashlists.take_shared(self.source, entries)
            done_until = hashlists.checkpoint(self.source).done_until
            hashlists.set_checkpoint(self.source, _checkpoint(done_until, under_way))
        self._tell(entries)

    def finish(self, entries: Sequence[Entry | Deleted], fetched: Fetched) -> None:
        with transaction.atomic():
            hashlists.take_shared(self.source, entries)
            hashlists.set_checkpoint(self.source, hashlists.Checkpoint(fetched.until))
            facts = {"pages": fetched.pages, "entries": fetched.entries, "deleted": fetched.deleted}
            ledger.record(ledger.Kind.LIST_FETCHED, about=self.source, by=self.by, facts=facts)
        self._tell(entries)

    def _tell(self, entries: Sequence[Entry | Deleted]) -> None:
        self.pages, self.entries = self.pages + 1, self.entries + len(entries)
        self.told(Fetched(self.pages, self.entries))


def _checkpoint(done_until: datetime | None, under_way: Range) -> hashlists.Checkpoint:
    return hashlists.Checkpoint(done_until, under_way.since, under_way.until, under_way.next or "", under_way.saved_at)
