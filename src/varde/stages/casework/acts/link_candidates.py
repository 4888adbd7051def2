from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import combinations
from uuid import UUID

from django.db import transaction

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.acts.link import link_to, touched_by
from varde.stages.casework.errors import CandidateUnknown
from varde.stages.casework.models import Account, Incident
from varde.stages.casework.models.access import incident_for, one_at_a_time
from varde.stages.casework.models.profiles import not_same, profiles_of
from varde.stages.casework.rules.candidates import Likeness, groups, likenesses, pair_id
from varde.stages.casework.rules.linking import Move
from varde.stages.casework.types import Profile


def link_candidates(incident: IncidentId, *, candidates: Collection[UUID], by: Actor, reason: str = "") -> int:
    """Confirm many candidates at once; those that hang together become one person. Answers how many accounts moved.

    A candidate whose accounts are one person's by now is skipped: confirmed twice is confirmed once.
    """
    parties.require(by, parties.Right.WORK_CASES)
    with transaction.atomic():
        one_at_a_time()
        found = chosen(incident_for(incident, by=by), candidates=candidates, by=by)
        moves = [move for group in groups(found) for move in _join(group, by=by, reason=reason)]
        refresh(touched_by(moves), by=by)
    return len(moves)


def chosen(incident: Incident, *, candidates: Collection[UUID], by: Actor, dismissed_too: bool = False) -> list[Likeness]:
    """The named pairs as they stand now; unknown ones are refused."""
    profiles = profiles_of(incident, by=by)
    hidden = () if dismissed_too else not_same()
    found = {one.id: one for one in likenesses(profiles, not_same=hidden)}
    unknown = set(candidates) - found.keys() - _one_person_already(profiles)
    if unknown:
        raise CandidateUnknown(str(min(unknown)))
    return [found[each] for each in dict.fromkeys(candidates) if each in found]


def _join(group: list[Likeness], *, by: Actor, reason: str) -> list[Move]:
    """The person of the group's oldest account takes the others' accounts."""
    profiles = {one.account: one for likeness in group for one in (likeness.one, likeness.other)}
    oldest = min(profiles.values(), key=lambda profile: str(profile.account))
    persons = {profile.person for profile in profiles.values()}
    codes = {ground.code for likeness in group for ground in likeness.grounds}
    accounts = Account.objects.filter(person__in=persons).values_list("pk", flat=True)
    return link_to(list(accounts), person=oldest.person, evidence=codes, reason=reason, by=by)


def _one_person_already(profiles: Collection[Profile]) -> set[UUID]:
    by_person: dict[UUID, list[UUID]] = defaultdict(list)
    for profile in profiles:
        by_person[profile.person].append(profile.account)
    return {pair_id(one, other) for accounts in by_person.values() for one, other in combinations(accounts, 2)}
