"""Opens hostile files safely: every file is decoded in a process that can do nothing else."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self

from varde.kernels.media import limits
from varde.kernels.media.exchange import Manner, Request, Task
from varde.kernels.media.lane import Answer, DecoderGoneError, Lane
from varde.kernels.media.probes import BY_LIMITS, BY_SECCOMP, FILES, Attempt
from varde.kernels.media.process import Process
from varde.kernels.media.sniff import HEAD_BYTES, sniff
from varde.kernels.media.types import (
    EXACTLY,
    Examined,
    How,
    MediaFormat,
    Pixels,
    SandboxLevel,
    Undecodable,
    UndecodableReason,
)

MIN_SANDBOX_LEVEL = SandboxLevel.SYSCALLS
MOST_TOGETHER = 16
_TOO_WEAK = Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)


class Decoder:
    """A sandboxed decoder that a whole process may share.

    `examine` and `pixels` give a value or `Undecodable`; they raise nothing because of a file. Use it as a context manager,
    or `start` and `close`. It must be started before the process holds secrets only in so far as it inherits none: the child is a
    fresh interpreter with an empty environment and no open file but its own.

    `files_per_worker` is how many files one confined process sees before it is replaced. One, the default, is the strict mode: no
    file ever meets what another one left behind. More is the bulk mode, many times cheaper for small pictures, behind the same
    walls and limits, and weaker in one way: a file that takes its worker over could lie about the files that this worker sees
    after it, as many as are left. It cannot make one fail: a refusal counts only when a worker gives it to its first file.

    `lanes` is how many files are worked on at a time; threads beyond that wait.

    Between the two stand files that came together (`together`): up to MOST_TOGETHER of them may share a worker that sees no other
    file, also in the strict mode.
    """

    def __init__(
        self, *, minimum_level: int = MIN_SANDBOX_LEVEL, without: tuple[str, ...] = (), lanes: int = 1, files_per_worker: int = 1
    ) -> None:
        self._minimum, self._without, self._files = minimum_level, without, files_per_worker
        self._is_strict = files_per_worker == 1
        self._lanes: list[Lane | None] = [None] * lanes
        self._free: SimpleQueue[int] = SimpleQueue()
        for number in range(lanes):
            self._free.put(number)
        self._starting = threading.Lock()
        self._process: Process | None = None
        self._is_closed = False
        self.level = SandboxLevel.NONE

    @classmethod
    def start(
        cls,
        minimum_level: int = MIN_SANDBOX_LEVEL,
        *,
        without: tuple[str, ...] = (),
        lanes: int = 1,
        files_per_worker: int = 1,
    ) -> Self:
        """Start the child and measure which sandbox level is really in force; below `minimum_level` nothing is decoded.

        `without` leaves out "seccomp" or "landlock": for tests of what happens then.
        """
        decoder = cls(minimum_level=minimum_level, without=without, lanes=lanes, files_per_worker=files_per_worker)
        decoder.level = decoder._measured()
        return decoder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, for those who measure; None while none runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the child when its files are done. Closing twice is closing once; a closed decoder decodes nothing."""
        mine = [self._free.get() for _ in self._lanes]
        self.level, self._is_closed = SandboxLevel.NONE, True
        if self._process:
            self._process.kill()
            self._process.close_lanes()
        self._process = None
        for number in mine:
            self._take(number, None)
            self._free.put(number)

    def examine(self, file: BinaryIO, how: How = EXACTLY) -> Examined | Undecodable:
        """The file's facts and its 64 by 64 luma grids, or why there are none. Reads from the file's beginning."""
        result = self._run(file, Task.EXAMINE, how=how)
        return result if isinstance(result, Examined | Undecodable) else Undecodable(UndecodableReason.BAD_REPLY)

    def pixels(self, file: BinaryIO, max_px: int = 640) -> Pixels | Undecodable:
        """RGB for a preview, upright, the longer side at most `max_px`; of a video, the first good frame."""
        result = self._run(file, Task.PIXELS, max_px=min(max(1, max_px), limits.MAX_PREVIEW_PX))
        return result if isinstance(result, Pixels | Undecodable) else Undecodable(UndecodableReason.BAD_REPLY)

    @contextmanager
    def together(self) -> Iterator[Callable[[BinaryIO], Examined | Undecodable]]:
        """`examine` for files of one sender, who could have put into each of them what another one might make the worker say.

        They share a worker, which is many times cheaper than one for each, and which sees no file but theirs. Other threads wait
        for the lane meanwhile; hold it for one report and no longer.
        """
        number = self._free.get()

        def examine(file: BinaryIO) -> Examined | Undecodable:
            request = self._request(file, Task.EXAMINE)
            answer = request if isinstance(request, Undecodable) else self._ask_in(number, request, file, is_alone=False)
            return answer if isinstance(answer, Examined | Undecodable) else Undecodable(UndecodableReason.BAD_REPLY)

        try:
            yield examine
        finally:
            self._end(number)
            self._free.put(number)

    def _end(self, number: int) -> None:
        lane = self._lanes[number]
        if lane is not None:
            try:
                lane.end()
            except DecoderGoneError:
                self._give_up(number)

    def _run(self, file: BinaryIO, task: Task, *, max_px: int = 0, how: How = EXACTLY) -> Answer:
        request = self._request(file, task, max_px=max_px, how=how)
        return request if isinstance(request, Undecodable) else self._ask(request, file)

    def _request(self, file: BinaryIO, task: Task, *, max_px: int = 0, how: How = EXACTLY) -> Request | Undecodable:
        if self.level < max(self._minimum, SandboxLevel.LIMITS):
            return _TOO_WEAK
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        found = sniff(file.read(HEAD_BYTES))
        if size == 0:
            return Undecodable(UndecodableReason.EMPTY)
        if found is None:
            return Undecodable(UndecodableReason.UNKNOWN_FORMAT)
        if found is MediaFormat.HEIC and not _has_heic():
            return Undecodable(UndecodableReason.UNSUPPORTED)
        if size > limits.MAX_BYTES[found.kind]:
            return Undecodable(UndecodableReason.TOO_LARGE)
        return Request(task, found, size, max_px, how, size > limits.COPIED_AT_MOST)

    def _ask(self, request: Request, file: BinaryIO, manner: Manner = Manner.FOR_FILES) -> Answer:
        """Ask in a lane of its own."""
        number = self._free.get()
        try:
            return self._ask_in(number, request, file, manner, is_alone=self._is_strict)
        finally:
            self._free.put(number)

    def _ask_in(
        self, number: int, request: Request, file: BinaryIO, manner: Manner = Manner.FOR_FILES, *, is_alone: bool
    ) -> Answer:
        """Ask in this lane; a child that is gone is replaced, and the file gets a second try."""
        for _ in range(2):
            try:
                lane = self._lane(number)
                if lane is None:
                    return _TOO_WEAK
                if manner is not Manner.FOR_FILES:
                    lane.begin(manner)
                return lane.ask(request, file, is_alone=is_alone)
            except DecoderGoneError:
                self._give_up(number)
        return Undecodable(UndecodableReason.CRASHED)

    def _lane(self, number: int) -> Lane | None:
        """That lane of the child that runs, or of a new one; None when the decoder is closed."""
        with self._starting:
            if self._is_closed:
                return None
            if self._process is None:
                files = MOST_TOGETHER if self._is_strict else self._files
                self._process = Process(lanes=len(self._lanes), files=files, without=self._without)
            lane = self._process.lanes[number]
        self._take(number, lane)
        return lane

    def _give_up(self, number: int) -> None:
        """The lane led nowhere: its whole child is ended, unless that has been done. Others in its lanes notice, one by one."""
        with self._starting:
            gone = self._process
            if gone and self._lanes[number] is gone.lanes[number]:
                gone.kill()
                gone.close_lanes(but=self._lanes)
                self._process = None
        self._take(number, None)

    def _take(self, number: int, lane: Lane | None) -> None:
        """From now on this is the lane of that number; the former one is closed by the only thread that may."""
        former, self._lanes[number] = self._lanes[number], lane
        if former and former is not lane:
            former.close()

    def _measured(self) -> SandboxLevel:
        """Try in the child what must fail, with all walls and then without seccomp."""
        nothing, request = io.BytesIO(), Request(Task.PROBE, MediaFormat.PNG, 0)
        worked = self._ask(request, nothing, Manner.PROBING)
        bare = self._ask(request, nothing, Manner.PROBING_BARE)
        if not isinstance(worked, int) or not isinstance(bare, int):
            return SandboxLevel.NONE
        return level_of(Attempt(worked), bare=Attempt(bare))


def _has_heic() -> bool:
    """Is the heic extra installed? Asked without loading it: its code never runs in this process."""
    return find_spec("pillow_heif") is not None


def level_of(worked: Attempt, *, bare: Attempt) -> SandboxLevel:
    """The level that these probes prove: `worked` with all walls up, `bare` without seccomp."""
    if worked & BY_LIMITS:
        return SandboxLevel.NONE
    if worked & BY_SECCOMP:
        return SandboxLevel.LIMITS
    return SandboxLevel.SYSCALLS if bare & (FILES | Attempt.CONNECT_TCP) else SandboxLevel.FULL
