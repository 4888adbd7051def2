"""A measuring process seen from this side: ask, and get its answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rehearsal.measuring import peers_worker
from rehearsal.measuring.errors import PeersMissing, WorkerFailed

PEERS_PYTHON = Path(".tools/peers/bin/python")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_SLOWS_NUMPY = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Worker:
    """One process on one core. `name` is for messages."""

    def __init__(self, name: str, command: list[str], *, core: int) -> None:
        self.name = name
        environment = {key: value for key, value in os.environ.items() if key not in _SLOWS_NUMPY}
        self._process = subprocess.Popen(
            [*command, str(core)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | dict.fromkeys(_ONE_THREAD, "1"),
            text=True,
        )

    @classmethod
    def ours(cls, core: int) -> Self:
        """Our own kernels, in an interpreter of their own like the peer's."""
        return cls("varde", [sys.executable, "-m", "rehearsal.measuring.own_worker"], core=core)

    @classmethod
    def peer(cls, core: int, python: Path) -> Self:
        """The peers, in theirs."""
        if not python.is_file():
            raise PeersMissing(f"{python} is not there")
        return cls("the peers", [str(python), peers_worker.__file__], core=core)

    def ask(self, do: str, **how: Any) -> Any:  # noqa: ANN401  whatever the task answers, as JSON
        """Have it do one task; WorkerFailed with what it said when it could not."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"do": do, **how}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError as error:
            raise WorkerFailed(f"{self.name}: {error}") from error
        if not line:
            raise WorkerFailed(f"{self.name} ended while doing {do}")
        answer = json.loads(line)
        if isinstance(answer, Mapping) and "error" in answer:
            raise WorkerFailed(f"{self.name}, {do}: {answer['error']}")
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def default_core() -> int:
    """The last processor this process may use: interrupts tend to fall on the first."""
    return max(os.sched_getaffinity(0))
