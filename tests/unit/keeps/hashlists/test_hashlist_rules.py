from __future__ import annotations

import pytest

from cast import LANTERN_AS_PEER, UNA
from varde.keeps.hashlists import rules
from varde.keeps.hashlists.errors import EntryUnreadable, NotYourVoice
from varde.keeps.hashlists.types import Algorithm, EntryState, NewEntry


@pytest.mark.parametrize(("attesters", "state"), [(0, "proposed"), (1, "proposed"), (2, "attested"), (5, "attested")])
def test_two_organisations_attest(attesters: int, state: str) -> None:
    assert rules.standing(attesters) == EntryState(state)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_value_has_its_algorithms_length(algorithm: Algorithm) -> None:
    rules.check(NewEntry(algorithm, bytes(rules.LENGTHS[algorithm]), size=9))
    with pytest.raises(EntryUnreadable):
        rules.check(NewEntry(algorithm, bytes(rules.LENGTHS[algorithm] - 1), size=9))


def test_an_md5_needs_the_size() -> None:
    with pytest.raises(EntryUnreadable, match="size"):
        rules.check(NewEntry(Algorithm.MD5, bytes(16)))


def test_a_peer_has_one_voice() -> None:
    rules.may_speak_for("lantern", by=LANTERN_AS_PEER)
    rules.may_speak_for("fjord", by=UNA)
    with pytest.raises(NotYourVoice):
        rules.may_speak_for("fjord", by=LANTERN_AS_PEER)
