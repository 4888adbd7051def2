"""The parent's end of the decoder's process: one zygote, its lanes, and a file handed over without copying it through a pipe."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
from collections.abc import Sequence

from varde.kernels import compiling
from varde.kernels.media.lane import DecoderGoneError, Lane

_START_SECONDS = 60
_COMPILING_SECONDS = 600  # the first start on a machine, when nobody has compiled the kernels yet
_ENVIRONMENT = {"PATH": "/nonexistent", "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_WHERE_CODE_IS_KEPT = ("HOME", "XDG_CACHE_HOME")


class Process:
    """One zygote and the parent's ends of its lanes."""

    def __init__(self, *, lanes: int = 1, files: int = 1, without: tuple[str, ...] = ()) -> None:
        heard_by_zygote, control = os.pipe()
        self.lanes = [Lane(number, files=files, control=control) for number in range(lanes)]
        try:
            self._child = self._started(heard_by_zygote, str(files), *without)
        except OSError as error:
            self.close_lanes()
            raise DecoderGoneError from error
        finally:
            os.close(heard_by_zygote)
            os.close(control)
        for lane in self.lanes:
            lane.hand_over()
        self._begin()

    def _started(self, control: int, files: str, *without: str) -> subprocess.Popen[bytes]:
        theirs = [descriptor for lane in self.lanes for descriptor in lane.theirs]
        return subprocess.Popen(
            [sys.executable, "-I", "-B", "-m", "varde.kernels.media.child", files, *map(str, theirs), *without],
            stdin=control,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT | {name: os.environ[name] for name in _WHERE_CODE_IS_KEPT if name in os.environ},
            cwd="/",
            bufsize=0,
            pass_fds=theirs,
        )

    def _begin(self) -> None:
        """A worker in every lane, once the zygote is warm."""
        try:
            self._await_warmth()
            for lane in self.lanes:
                lane.begin()
        except DecoderGoneError:
            self.kill()
            self.close_lanes()
            raise

    def _await_warmth(self) -> None:
        """It writes one byte when it is warm; it has gone when it ends instead, or takes too long."""
        assert self._child.stdout is not None
        seconds = _START_SECONDS if compiling.is_warm() else _COMPILING_SECONDS
        if not (select.select([self._child.stdout], [], [], seconds)[0] and self._child.stdout.read(1)):
            raise DecoderGoneError

    @property
    def pid(self) -> int:
        """The zygote's process id, for those who measure."""
        return self._child.pid

    def close_lanes(self, but: Sequence[Lane | None] = ()) -> None:
        """Give up the lanes that nobody uses: all but these."""
        for lane in self.lanes:
            if not any(lane is used for used in but):
                lane.close()

    def kill(self) -> None:
        """End the zygote; its workers end with it. Each lane is closed by who uses it."""
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()
