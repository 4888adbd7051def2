"""Payloads as JSON and back, and how long to wait after a failure."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from varde.kernels.terms.topics import PAYLOADS, Topic

LONGEST_WAIT = timedelta(minutes=15)


@cache
def _adapter(topic: Topic) -> TypeAdapter[Any]:
    return TypeAdapter(PAYLOADS[topic])


def belongs(topic: Topic, payload: object) -> bool:
    """Whether this payload is of the topic's type."""
    return isinstance(payload, PAYLOADS[topic])


def written(topic: Topic, payload: object) -> Any:  # noqa: ANN401  JSON
    """The payload as JSON values."""
    return _adapter(topic).dump_python(payload, mode="json")


def read(topic: Topic, stored: object) -> Any:  # noqa: ANN401  one of PAYLOADS
    """The payload as its type."""
    return _adapter(topic).validate_python(stored)


def wait_after(attempts: int) -> timedelta:
    """1, 2, 4 … seconds after each failure, at most a quarter of an hour; for ever, since nothing may be lost."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)
