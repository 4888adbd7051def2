from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class LeaseLost(VardeError):
    """Another worker has taken this handover over; leave it to that one."""

    code = "lease_lost"
    status = 409


class WrongPayload(VardeError):
    """The payload does not belong to this topic; put the type that kernels/terms/topics.py names."""

    code = "wrong_payload"
    status = 500
