"""A bar with the time left, on standard error, and only where a person sees it there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], None]


def is_seen() -> bool:
    """Standard error is a terminal, and the lines themselves do not go there."""
    return sys.stderr.isatty() and not sys.stdout.isatty()


@contextmanager
def bar(what: str, total: int | None) -> Iterator[Advance]:
    """Gives a function that says how much more was done; `total` in the same unit, None when it is not known."""
    if not is_seen():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda more: shown.advance(task, more)
