from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.places import Claim, Method, weigh

HOME = Claim(
    country="DK", method=Method.DECLARED_ADDRESS, confidence_percent=70, detail="the account states an address in Denmark"
)
PHONE = Claim(country="DK", method=Method.PHONE, confidence_percent=60, detail="a Danish prefix")
ABROAD = Claim(country="SE", method=Method.IP_AT_ACT, confidence_percent=55, detail="a network in SE")
PROXY = Claim(country="NL", method=Method.IP_AT_ACT, confidence_percent=10, detail="a proxy or VPN in NL", is_proxy=True)
VICTIM = Claim(country="NO", method=Method.VICTIM_RESIDENCE, confidence_percent=30, detail="stated by the reporter")

CLAIMS = st.lists(
    st.builds(
        Claim,
        country=st.sampled_from(["DK", "SE", "NL"]),
        method=st.sampled_from(Method),
        confidence_percent=st.integers(0, 100),
        detail=st.just("made up"),
        is_proxy=st.booleans(),
    ),
    max_size=12,
)


def test_nothing_known_is_no_country() -> None:
    located = weigh([])
    assert located.country is None
    assert located.reasons == ("Nothing that names a country is known.",)


def test_claims_that_agree_strengthen_each_other() -> None:
    located = weigh([HOME, PHONE])
    assert (located.country, located.confidence_percent) == ("DK", 88)


def test_a_contradiction_is_told_and_weakens() -> None:
    located = weigh([HOME, ABROAD])
    assert located.country == "DK"
    assert located.confidence_percent < 70
    assert located.reasons[-1] == "The claims contradict each other: DK 70 %, SE 55 %."


def test_a_thousand_addresses_count_once() -> None:
    assert weigh([HOME, *[ABROAD] * 1000]).country == "DK"
    assert "1000 times" in weigh([HOME, *[ABROAD] * 1000]).reasons[1]


def test_proxies_are_set_aside_where_a_residence_is_stated() -> None:
    sure = Claim(country="NL", method=Method.IP_AT_ACT, confidence_percent=99, detail="a proxy", is_proxy=True)
    located = weigh([HOME, *[sure] * 50])
    assert (located.country, located.confidence_percent) == ("DK", 70)
    assert "set aside" in located.reasons[1]


def test_a_proxy_alone_says_little_but_is_heard() -> None:
    assert (weigh([PROXY]).country, weigh([PROXY]).confidence_percent) == ("NL", 10)


def test_where_the_depicted_person_lives_does_not_outweigh_the_account() -> None:
    assert weigh([VICTIM, ABROAD]).country == "SE"
    assert weigh([VICTIM]).country == "NO"


def test_a_balance_is_left_to_a_person() -> None:
    other = Claim(country="SE", method=Method.DECLARED_ADDRESS, confidence_percent=70, detail="another profile")
    located = weigh([HOME, other])
    assert located.country is None
    assert "a person must decide" in located.reasons[-1]


@given(claims=CLAIMS, seed=st.integers())
def test_the_order_of_claims_changes_nothing(claims: list[Claim], seed: int) -> None:
    shuffled = list(claims)
    Random(seed).shuffle(shuffled)
    assert weigh(shuffled) == weigh(claims)


@given(claims=CLAIMS)
def test_a_proxy_never_changes_which_country_is_chosen_beside_a_residence(claims: list[Claim]) -> None:
    direct = [claim for claim in claims if not claim.is_proxy]
    assert weigh([HOME, *claims]).country == weigh([HOME, *direct]).country


@given(claims=CLAIMS)
def test_confidence_is_a_percentage_and_has_reasons(claims: list[Claim]) -> None:
    located = weigh(claims)
    assert 0 <= located.confidence_percent <= 100
    assert located.reasons
    assert located.country is None or located.country in {claim.country for claim in claims}
