"""Playing a made-up operation through stations of their own, with drawn pictures, in a folder that a test brings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rehearsal.compare import differences
from rehearsal.media import make_media
from rehearsal.playing.chain import Chain, chain_for, set_up
from rehearsal.playing.kills import Killer
from rehearsal.playing.replay import Replay
from rehearsal.put_in import put_in
from rehearsal.truth import Truth


@contextmanager
def running(truth: Truth, folder: Path, *, first_port: int) -> Iterator[Chain]:
    """The chain, started and set up; ended afterwards, whatever happened."""
    chain = chain_for(truth, folder, first_port=first_port)
    try:
        chain.start()
        set_up(chain, truth)
        yield chain
    finally:
        chain.stop()
        chain.forget()


def played(truth: Truth, chain: Chain, folder: Path) -> list[dict[str, Any]]:
    """Replay, and answer the differences between what was put in and what was counted."""
    media = make_media(truth, folder / "media")
    replay = Replay(truth, chain, media, lambda _: None)
    counted = replay.run()
    return [*differences(put_in(truth), counted), *replay.unreconciled]


def played_with_kills(
    truth: Truth, chain: Chain, folder: Path, *, times: int, seed: int
) -> tuple[list[dict[str, Any]], list[str]]:
    """The same, while processes are killed; answers also what was killed."""
    killer = Killer(chain, times=times, seed=seed, say=lambda _: None)
    killer.start()
    try:
        found = played(truth, chain, folder)
    finally:
        killer.stop()
    return found, killer.killed
