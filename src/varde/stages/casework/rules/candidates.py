"""Which accounts may be the same person's. A likeness is shown to an officer; nothing is ever joined by itself.

The same IP address or the same street alone is no ground: households, schools and carriers share them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID, uuid5

from rapidfuzz import fuzz, process

from varde.stages.casework.types import Ground, Profile, Strength

ALIKE_PERCENT = 90
SHORTEST_NAME = 5
PAIRWISE_UP_TO = 6  # larger groups are tied to their first account, so that a group of n gives n - 1 candidates
NAMESPACE = UUID("6b1f3c1e-5a57-7c1d-9d0b-0f8d6e1c2a44")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two accounts, the smaller id first, and all grounds; the strength is that of the strongest ground."""

    one: Profile
    other: Profile
    strength: Strength
    grounds: tuple[Ground, ...]

    @property
    def id(self) -> UUID:
        """The same pair always has the same id."""
        return pair_id(self.one.account, self.other.account)


Found = tuple[Profile, Profile, Strength, Ground]


def pair_id(one: UUID, other: UUID) -> UUID:
    """The id of a pair of accounts, whichever comes first."""
    return uuid5(NAMESPACE, "/".join(sorted((str(one), str(other)))))


def likenesses(
    profiles: Sequence[Profile],
    *,
    not_same: Collection[frozenset[UUID]] = (),
    strengths: Collection[Strength] = tuple(Strength),
) -> list[Likeness]:
    """Every pair of accounts of different persons with a ground of one of these strengths, strongest first.

    At least one of the two is in the incident asked.
    """
    pairs: dict[frozenset[UUID], list[Found]] = defaultdict(list)
    for by_ground, strength in GROUNDS:
        if strength in strengths:
            for found in by_ground(profiles):
                key = frozenset((found[0].account, found[1].account))
                if _counts(*found[:2]) and key not in not_same:
                    pairs[key].append(found)
    order = list(Strength)
    return sorted((_likeness(found) for found in pairs.values()), key=lambda one: (order.index(one.strength), one.id))


def _counts(one: Profile, other: Profile) -> bool:
    return one.person != other.person and (one.is_here or other.is_here)


def _likeness(found: Sequence[Found]) -> Likeness:
    one, other = sorted(found[0][:2], key=lambda profile: str(profile.account))
    order = list(Strength)
    strength = min((each[2] for each in found), key=order.index)
    return Likeness(one, other, strength, tuple(each[3] for each in found))


def by_verified_phone(profiles: Sequence[Profile]) -> Iterator[Found]:
    """The platform saw that both accounts answer the same phone."""
    ground = Ground("same_verified_phone", "Both accounts verified the same phone number.")
    return _same(profiles, lambda p: [_digits(phone) for phone in p.verified_phones], Strength.STRONG, ground)


def by_verified_email(profiles: Sequence[Profile]) -> Iterator[Found]:
    """The platform saw that both accounts answer the same e-mail address."""
    ground = Ground("same_verified_email", "Both accounts verified the same e-mail address.")
    return _same(profiles, lambda p: [email.strip().casefold() for email in p.verified_emails], Strength.STRONG, ground)


def by_name_and_birth_date(profiles: Sequence[Profile]) -> Iterator[Found]:
    """Both state the same name and birth date; neither is checked by anybody."""
    ground = Ground("same_name_and_birth_date", "Both accounts state the same name and birth date.")
    return _same(profiles, _name_and_birth_date, Strength.MIDDLE, ground)


def by_screen_name(profiles: Sequence[Profile]) -> Iterator[Found]:
    """Screen names look alike; that alone says little."""
    named = [(_plain(name), profile) for profile in profiles for name in profile.screen_names]
    named = [(name, profile) for name, profile in named if len(name) >= SHORTEST_NAME]
    if len(named) < 2:
        return
    names = [name for name, _ in named]
    scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT)
    for first, second in zip(*scores.nonzero(), strict=True):
        if first < second:
            percent = round(float(scores[first, second]))
            ground = Ground("similar_screen_name", f"The screen names are {percent} % alike.")
            yield named[first][1], named[second][1], Strength.WEAK, ground


GROUNDS: tuple[tuple[Callable[[Sequence[Profile]], Iterator[Found]], Strength], ...] = (
    (by_verified_phone, Strength.STRONG),
    (by_verified_email, Strength.STRONG),
    (by_name_and_birth_date, Strength.MIDDLE),
    (by_screen_name, Strength.WEAK),
)


def _same(
    profiles: Sequence[Profile], keys: Callable[[Profile], Iterable[Hashable]], strength: Strength, ground: Ground
) -> Iterator[Found]:
    groups: dict[Hashable, dict[UUID, Profile]] = defaultdict(dict)
    for profile in profiles:
        for key in keys(profile):
            groups[key][profile.account] = profile
    for group in groups.values():
        yield from ((one, other, strength, ground) for one, other in _pairs(list(group.values())))


def _pairs(group: list[Profile]) -> Iterable[tuple[Profile, Profile]]:
    if len(group) <= PAIRWISE_UP_TO:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _name_and_birth_date(profile: Profile) -> list[Hashable]:
    return [(_plain(profile.name), profile.birth_date)] if profile.name and profile.birth_date else []


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def groups(likenesses_to_join: Iterable[Likeness]) -> list[list[Likeness]]:
    """Candidates that hang together by an account, so that three accounts of one person are linked at once."""
    found: list[tuple[set[UUID], list[Likeness]]] = []
    for likeness in likenesses_to_join:
        ends = {likeness.one.person, likeness.other.person}
        touching = [group for group in found if group[0] & ends]
        found = [group for group in found if not group[0] & ends]
        members = ends.union(*(group[0] for group in touching))
        found.append((members, [one for group in touching for one in group[1]] + [likeness]))
    return [group[1] for group in found]
