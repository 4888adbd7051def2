from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId, PersonId
from varde.stages.casework.models.access import incident_for
from varde.stages.casework.models.profiles import not_same, profiles_of
from varde.stages.casework.rules.candidates import Likeness, likenesses
from varde.stages.casework.types import Candidate, Strength


def candidates(
    incident: UUID, *, by: Actor, strengths: Collection[Strength] = (Strength.STRONG, Strength.MIDDLE)
) -> list[Candidate]:
    """Pairs of accounts that may be one person's, strongest first, each with its grounds."""
    found = incident_for(incident, by=by)
    return [_candidate(one) for one in likenesses(profiles_of(found, by=by), not_same=not_same(), strengths=strengths)]


def _candidate(pair: Likeness) -> Candidate:
    return Candidate(
        id=pair.id,
        one=AccountId(pair.one.account),
        other=AccountId(pair.other.account),
        one_label=pair.one.label,
        other_label=pair.other.label,
        one_person=PersonId(pair.one.person),
        other_person=PersonId(pair.other.person),
        strength=pair.strength,
        grounds=pair.grounds,
    )
