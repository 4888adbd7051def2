"""Which job gives which rights, and what a password must be."""

from __future__ import annotations

from varde.keeps.parties.errors import PasswordTooShort
from varde.keeps.parties.types import Right
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind
from varde.kernels.terms.roles import Job

RIGHTS: dict[Job, frozenset[Right]] = {
    Job.MODERATOR: frozenset({Right.REVIEW, Right.FILE, Right.OPEN_EVIDENCE}),
    Job.ANALYST: frozenset({Right.CLEAR, Right.OPEN_EVIDENCE}),
    Job.OFFICER: frozenset({Right.WORK_CASES, Right.OPEN_EVIDENCE}),
    Job.LEAD: frozenset({Right.WORK_CASES, Right.LEAD_CASES, Right.OPEN_EVIDENCE}),
    Job.SUPERVISOR: frozenset(
        {Right.REVIEW, Right.FILE, Right.CLEAR, Right.AGREE, Right.WORK_CASES, Right.LEAD_CASES, Right.OPEN_EVIDENCE,
         Right.SECOND_PERSON, Right.READ_LEDGER, Right.READ_COUNTS}
    ),
    Job.ADMIN: frozenset({Right.MANAGE_PEOPLE, Right.READ_LEDGER}),
}  # fmt: skip
LEAST_PASSWORD = 12  # characters
STATIONS_OWN = frozenset({Right.OPEN_EVIDENCE})


def rights_of(actor: Actor) -> frozenset[Right]:
    """The rights that go with the actor itself; a machine's come with its token, a peer has none here."""
    if actor == THE_STATION:
        return STATIONS_OWN
    if actor.kind is ActorKind.PERSON and actor.job is not None:
        return RIGHTS[actor.job]
    return frozenset()


def check_password(password: str) -> None:
    """Long enough to be none that is guessed."""
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort


def sees_every_district(actor: Actor) -> bool:
    """Leads and supervisors see the whole incident; an officer sees one district."""
    return Right.LEAD_CASES in rights_of(actor)
