from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from varde.kernels.terms.topics import Topic


@dataclass(frozen=True, slots=True)
class Claim:
    """A handover leased to one worker. `token` fences: a worker whose lease ran out cannot mark it done."""

    id: int
    topic: Topic
    payload: Any  # the dataclass that PAYLOADS names for the topic
    token: UUID
    attempts: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A handover not yet done, as shown to people."""

    id: int
    topic: Topic
    attempts: int
    due_at: datetime
    last_error: str
