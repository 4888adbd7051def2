"""The decoder's process: a warm zygote that never touches a file, and in each of its lanes one confined worker that does.

Started by `Process` with an empty environment: commands on stdin, one byte on stdout when it is warm, and for each lane four
descriptors, named by the arguments: requests, replies, endings, the file's bytes. It holds no secret, and ends with its parent.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
from dataclasses import dataclass

from varde.kernels.media import exchange, lockdown
from varde.kernels.media.exchange import Ending, Manner
from varde.kernels.media.worker import REPLIES, REQUESTS, SOURCE, work

_OUT_OF_TIME = {signal.SIGXCPU, signal.SIGPROF}


@dataclass
class Lane:
    """The child's ends of a lane, and the worker that is in it now."""

    requests: int
    replies: int
    endings: int
    source: int
    generation: int = 0
    worker: int = 0  # none
    handle: int = -1

    def fork(self, *, files: int, confinement: lockdown.Confinement, manner: Manner) -> None:
        """Put a worker into this empty lane; it is confined before it reads its first request."""
        self.worker = os.fork()
        if self.worker == 0:
            try:
                self._keep_only_mine()
                work(self.generation, files=files, confinement=confinement, manner=manner)
            finally:
                os._exit(0)
        self.handle = os.pidfd_open(self.worker)

    def _keep_only_mine(self) -> None:
        """Neither another lane's descriptors nor what only the zygote may hold."""
        for mine, place in ((self.requests, REQUESTS), (self.replies, REPLIES), (self.source, SOURCE)):
            os.dup2(mine, place)
        os.closerange(SOURCE + 1, lockdown.most_descriptors())

    def bury(self) -> None:
        """Collect the worker that has ended, or that was told to, and say how it ended."""
        os.close(self.handle)
        _, status = os.waitpid(self.worker, 0)
        os.write(self.endings, exchange.STATUS.pack(self.generation, ending_of(status)))
        self.worker, self.handle = 0, -1


def ending_of(status: int) -> Ending:
    """What a wait status says."""
    if not os.WIFSIGNALED(status):
        return Ending.EXITED
    return Ending.TIMED_OUT if os.WTERMSIG(status) in _OUT_OF_TIME else Ending.SIGNALLED


class Zygote:
    """Puts workers into lanes as the parent commands, and says of each of them how it ended."""

    def __init__(self, lanes: list[Lane], *, files: int, confinement: lockdown.Confinement) -> None:
        self._lanes, self._files, self._confinement = lanes, files, confinement
        self._waiting = select.poll()
        self._by_handle: dict[int, Lane] = {}

    def serve(self) -> None:
        """Until stdin closes."""
        self._waiting.register(0, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in self._waiting.poll()]
            # endings first: a command may close a handle and open another one of the same number
            for descriptor in ready:
                if descriptor in self._by_handle:
                    self._empty(self._by_handle[descriptor])
            if 0 in ready and not self._obey(os.read(0, exchange.COMMAND.size)):
                return

    def _obey(self, command: bytes) -> bool:
        if len(command) < exchange.COMMAND.size:
            return False
        index, generation, manner = exchange.COMMAND.unpack(command)
        lane = self._lanes[index]
        if lane.worker:
            os.kill(lane.worker, signal.SIGKILL)  # not collected yet, so this number is still its own
            self._empty(lane)
        lane.generation = generation
        lane.fork(files=self._files, confinement=self._confinement, manner=Manner(manner))
        self._by_handle[lane.handle] = lane
        self._waiting.register(lane.handle, select.POLLIN)
        return True

    def _empty(self, lane: Lane) -> None:
        del self._by_handle[lane.handle]
        self._waiting.unregister(lane.handle)
        lane.bury()


def main(arguments: list[str]) -> None:
    """Warm up, confine, say so, serve. Arguments: files for each worker, each lane's four descriptors, walls to leave out."""
    from varde.kernels.media.warm_up import warm_up

    lockdown.die_with_parent()
    files, numbers = int(arguments[0]), [int(word) for word in arguments[1:] if word.isdigit()]
    lanes = [Lane(*numbers[first : first + 4]) for first in range(0, len(numbers), 4)]
    confinement = lockdown.Confinement(landlock="landlock" not in arguments, seccomp="seccomp" not in arguments)
    warm_up()
    lockdown.confine_zygote(confinement)
    gc.collect()
    gc.freeze()  # what is there now is never collected: a collection in a worker would copy every page of it
    os.write(1, b"w")
    Zygote(lanes, files=files, confinement=confinement).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
