"""Who is measured: ours, and the peers when they were asked for and are there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearsal.measuring.workers import Worker, default_core


@dataclass(frozen=True)
class Parties:
    """Our worker and, perhaps, the peers'. `versions` names each peer that was looked for; None for one that is missing."""

    ours: Worker
    peer: Worker | None
    versions: dict[str, str | None]

    def peer_with(self, *names: str) -> Worker | None:
        """The peers' worker if all of these are installed there."""
        return self.peer if all(self.versions.get(name) for name in names) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """A sentence for each peer that could not be installed."""
        return tuple(
            f"{name} is missing and not compared with; scripts/peers says why."
            for name, found in self.versions.items()
            if not found
        )


@contextlib.contextmanager
def gathered(peers_python: Path | None) -> Iterator[Parties]:
    """Start the workers, all on the same core since they take turns; PeersMissing when the peers' environment is not there."""
    core = default_core()
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(Worker.ours(core))
        peer = stack.enter_context(Worker.peer(core, peers_python)) if peers_python else None
        yield Parties(ours, peer, dict(peer.ask("versions")) if peer else {})
