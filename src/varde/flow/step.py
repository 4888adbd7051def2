from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import Topic


@dataclass(frozen=True, slots=True)
class Step:
    """At a station of this role, what is handed over on `on` is done by `do`; it may hand over on `emits`.

    `at_once` steps touch only the database and run in one transaction with the mark that they are done: exactly once. The others
    speak with another station or a child process and keep their own progress: called again after a crash, `do` goes on where it
    stopped.
    """

    on: Topic
    at: StationRole
    do: Callable[[Any], None]
    emits: tuple[Topic, ...] = ()
    at_once: bool = True
