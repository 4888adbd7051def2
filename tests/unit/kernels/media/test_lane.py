"""The parent's end of a lane, with a stand-in for the zygote and its workers that plays each part of a liar."""

from __future__ import annotations

import contextlib
import io
import os
import threading
from collections.abc import Callable, Iterator

import pytest

from varde.kernels.media import Examined, MediaFormat, Undecodable, UndecodableReason, exchange, lane
from varde.kernels.media.exchange import Ending, Request, Task
from varde.kernels.media.types import Frame, MediaKind

FILE = b"a landscape's bytes"
REQUEST = Request(Task.EXAMINE, MediaFormat.JPEG, len(FILE))
SEEN = Examined(MediaKind.PICTURE, MediaFormat.JPEG, 4, 3, None, True, (Frame(None, bytes(64 * 64 * 4)),))
TRUE = exchange.pack_examined(SEEN)
DAMAGED = exchange.pack_undecodable(UndecodableReason.DAMAGED)


class StandIn:
    """Plays the zygote: each new worker answers its files by the parts that the story gives it, one list for each worker."""

    def __init__(self, story: list[list[bytes | Ending]], *, files: int) -> None:
        self._heard, control = os.pipe()
        self.lane = lane.Lane(0, files=files, control=control)
        os.close(control)
        self._requests, self._replies, self._endings, self._source = self.lane.theirs
        self.lane.theirs = []
        self._story, self.workers, self.files = story, 0, list[bytes]()
        self._is_alive = False
        self._thread = threading.Thread(target=self._play)
        self._thread.start()

    def _play(self) -> None:
        with contextlib.suppress(BrokenPipeError):  # the story ends before its last worker does
            self._obey()

    def _obey(self) -> None:
        while len(command := os.read(self._heard, exchange.COMMAND.size)) == exchange.COMMAND.size:
            _, generation, _ = exchange.COMMAND.unpack(command)
            if generation > 1 and self._is_alive:
                self._end(generation - 1, Ending.SIGNALLED)
            self.workers, self._is_alive = generation, True
            for part in self._story[generation - 1] if generation <= len(self._story) else []:
                self._act(generation, part)

    def _act(self, generation: int, part: bytes | Ending) -> None:
        request = b""
        while not request or exchange.Request.unpack(request)[0] != generation:
            request = os.read(self._requests, exchange.REQUEST.size)
            if not request:
                return
        self.files.append(os.pread(self._source, 1000, 0))
        if isinstance(part, Ending):
            self._end(generation, part)
        else:
            os.write(self._replies, part)

    def _end(self, generation: int, ending: Ending) -> None:
        self._is_alive = False
        os.write(self._endings, exchange.STATUS.pack(generation, ending))

    def close(self) -> None:
        self.lane.close()
        self._thread.join()
        for descriptor in (self._heard, self._requests, self._replies, self._endings, self._source):
            os.close(descriptor)


@pytest.fixture
def played() -> Iterator[Callable[..., StandIn]]:
    started: list[StandIn] = []

    def start(*story: list[bytes | Ending], files: int = 8) -> StandIn:
        started.append(StandIn(list(story), files=files))
        started[-1].lane.begin()
        return started[-1]

    yield start
    for one in started:
        one.close()


def ask(one: StandIn) -> object:
    return one.lane.ask(REQUEST, io.BytesIO(FILE))


def test_a_worker_sees_its_files_and_is_then_replaced(played: Callable[..., StandIn]) -> None:
    one = played([TRUE, TRUE], [TRUE], files=2)
    assert [ask(one) for _ in range(3)] == [SEEN] * 3
    assert one.workers == 2
    assert one.files == [FILE] * 3


def test_a_refusal_to_a_later_file_is_asked_again_of_a_fresh_worker(played: Callable[..., StandIn]) -> None:
    one = played([TRUE, DAMAGED], [TRUE])
    assert [ask(one), ask(one)] == [SEEN, SEEN]
    assert one.workers == 2


def test_a_refusal_to_a_first_file_is_believed(played: Callable[..., StandIn]) -> None:
    one = played([DAMAGED, TRUE])
    assert [ask(one), ask(one)] == [Undecodable(UndecodableReason.DAMAGED), SEEN]
    assert one.workers == 1


@pytest.mark.parametrize("end", [Ending.SIGNALLED, Ending.TIMED_OUT, Ending.EXITED, b"evil" * 20, TRUE + b"\0"])
def test_an_irregular_end_is_no_later_files_fault(played: Callable[..., StandIn], end: bytes | Ending) -> None:
    one = played([TRUE, end], [TRUE, TRUE])
    assert [ask(one) for _ in range(3)] == [SEEN] * 3
    assert one.workers == 2


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (Ending.SIGNALLED, UndecodableReason.CRASHED),
        (Ending.TIMED_OUT, UndecodableReason.TIMED_OUT),
        (Ending.EXITED, UndecodableReason.BAD_REPLY),
        (b"evil" * 20, UndecodableReason.BAD_REPLY),
        (TRUE + b"\0", UndecodableReason.BAD_REPLY),
    ],
)
def test_twice_irregular_is_the_files_own_fault(
    played: Callable[..., StandIn], end: bytes | Ending, reason: UndecodableReason
) -> None:
    one = played([TRUE, end], [end], [TRUE])
    assert [ask(one) for _ in range(3)] == [SEEN, Undecodable(reason), SEEN]
    assert one.workers == 3


def test_what_is_said_unasked_is_never_taken_for_the_next_files_answer(played: Callable[..., StandIn]) -> None:
    forged = exchange.pack_examined(Examined(MediaKind.PICTURE, MediaFormat.JPEG, 9, 9, None, True, SEEN.frames))
    one = played([TRUE], [TRUE])
    assert ask(one) == SEEN
    os.write(one._replies, forged)
    assert ask(one) == SEEN
    assert one.workers == 2


def test_a_worker_that_ended_while_idle_costs_no_file(played: Callable[..., StandIn]) -> None:
    one = played([TRUE], [TRUE])
    assert ask(one) == SEEN
    one._end(1, Ending.SIGNALLED)
    assert ask(one) == SEEN
    assert one.workers == 2
