"""Harbour's station as a process of its own, which files what is ready and kills itself at a chosen crossing.

`python filing_child.py DATABASE VAULT KEY`: one warm process that touches no database itself. For each line of JSON that it
reads it forks a station, waits for its end and answers how it ended. A crossing is the moment before or after a request (and in
the middle of an upload), and before or after a commit or a statement that commits by itself; the forked station writes down each
one that it comes to.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "station_of_tests"

import django
import httpx

import station_of_tests

WRITES = ("INSERT", "UPDATE", "DELETE")
PIECE = 2  # of an upload's body: the fields came, and the file has begun


class Tracer:
    """Counts crossings; at the `last`th the process is gone. 0: it lives."""

    def __init__(self, *, last: int, into: Path) -> None:
        self._last, self._seen = last, 0
        self._into = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def cross(self, what: str) -> None:
        """Come to a crossing, and perhaps no further."""
        self._seen += 1
        os.write(self._into, f"{what}\n".encode())
        if self._seen == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: Callable[..., str], call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call with a crossing on either side."""

        def crossing(*args: Any, **named: Any) -> Any:  # noqa: ANN401  whatever is wrapped
            what = name(*args)
            self.cross(f"before {what}")
            answer = call(*args, **named)
            self.cross(f"after {what}")
            return answer

        return crossing


def traced(tracer: Tracer) -> None:
    """Hook what leaves this process: requests and commits."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    send = httpx.HTTPTransport.handle_request

    def request_in_pieces(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/upload"):
            request.stream = _Pieces(request.stream, tracer)
        return send(transport, request)

    def statement(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:  # noqa: ANN401
        if connection.in_atomic_block or not sql.lstrip().upper().startswith(WRITES):
            return execute(sql, params, many, context)
        return tracer.around(lambda *_: f"statement {_table(sql)}", execute)(sql, params, many, context)

    httpx.HTTPTransport.handle_request = tracer.around(  # type: ignore[method-assign]
        lambda _, request: request.url.path.rpartition("/")[2], request_in_pieces
    )
    BaseDatabaseWrapper.commit = tracer.around(lambda *_: "commit", BaseDatabaseWrapper.commit)  # type: ignore[method-assign]
    connection.execute_wrappers.append(statement)


class _Pieces(httpx.SyncByteStream):
    def __init__(self, whole: Any, tracer: Tracer) -> None:  # noqa: ANN401  one of httpx's streams
        self._whole, self._tracer = whole, tracer

    def __iter__(self) -> Iterator[bytes]:
        for place, piece in enumerate(self._whole):
            if place == PIECE:
                self._tracer.cross("within upload")
            yield piece


def _table(sql: str) -> str:
    return next((word.strip('"') for word in sql.split() if word.startswith('"')), "?")


def station(*, last: int, into: str, minutes: int) -> None:
    """Run what is due, as a worker does, until nothing is; its clock is `minutes` ahead, so that a dead one's leases are over."""
    from varde.flow import runner
    from varde.kernels.terms import clock
    from varde.kernels.terms.roles import StationRole

    ahead = timedelta(minutes=minutes)
    clock._source = lambda: datetime.now(UTC) + ahead  # noqa: TID251  the seam that tests have
    traced(Tracer(last=last, into=Path(into)))
    runner.run_due(StationRole.PLATFORM)


def forked(order: dict[str, Any]) -> int:
    """Fork a station; answers the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            station(**order)
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def warm(database: str, vault_dir: str, key_file: str) -> None:
    """Everything that a station loads, and nothing that two processes may not share."""
    station_of_tests.DATABASES["default"]["NAME"] = database  # type: ignore[index]
    django.setup()
    from django.db import connection

    from varde.flow import runner  # noqa: F401  the whole journey
    from varde.keeps.handover import face as handover
    from varde.keeps.vault import registry
    from varde.stages.filing import face as filing

    registry.configure(directory=Path(vault_dir), key_file=Path(key_file))
    filing.configure(platform=filing.Platform("Harbour", "child-safety@harbour.example"), hold=timedelta())
    handover.wake_with(lambda: None)  # no queue here: what is due is found as the reconciler finds it
    assert connection.connection is None


if __name__ == "__main__":
    warm(*sys.argv[1:])
    for line in sys.stdin:
        print(forked(json.loads(line)), flush=True)  # noqa: T201  the answer
