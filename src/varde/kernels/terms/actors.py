"""Who acts: a person, a machine with a token, a peer station, or this station by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from varde.kernels.terms.roles import Job


class ActorKind(StrEnum):
    """What kind of actor stands behind a ledger entry."""

    PERSON = "person"
    MACHINE = "machine"  # a platform's own system, by API token
    PEER = "peer"  # another station, by its key or its ISPWS account
    STATION = "station"  # this station, carrying out a step of the journey


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something; `name` is the login, the token's name or the peer's name.

    `job` and `district` are set for people only; `district` is a key of `kernels/places`, for officers.
    """

    kind: ActorKind
    name: str
    job: Job | None = None
    district: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


THE_STATION = Actor(ActorKind.STATION, "station")
