"""What others may call."""

from __future__ import annotations

from varde.keeps.handover.acts.claim import LEASE, claim, done, put_back, renew
from varde.keeps.handover.acts.put import put, put_all, wake_with
from varde.keeps.handover.errors import LeaseLost, WrongPayload
from varde.keeps.handover.queries import count_pending, pending
from varde.keeps.handover.types import Claim, Pending

__all__ = [
    "LEASE",
    "Claim",
    "LeaseLost",
    "Pending",
    "WrongPayload",
    "claim",
    "count_pending",
    "done",
    "pending",
    "put",
    "put_all",
    "put_back",
    "renew",
    "wake_with",
]
