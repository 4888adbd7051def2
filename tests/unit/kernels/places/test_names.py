from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.law.loader import laws
from varde.kernels.places import Method, country_of_declared, country_of_phone, place_names
from varde.kernels.places.loader import countries


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("DK", "DK"),
        ("dk", "DK"),
        ("DNK", "DK"),
        ("Denmark", "DK"),
        ("danmark ", "DK"),
        ("대한민국", "KR"),
        ("South  Korea", "KR"),
        ("Grønland", "GL"),
    ],
)
def test_a_declared_country(written: str, country: str) -> None:
    claim = country_of_declared(written)
    assert claim is not None
    assert (claim.country, claim.method) == (country, Method.DECLARED_ADDRESS)


@pytest.mark.parametrize("written", ["", "  ", "Atlantis", "D", "North", "45"])
def test_what_names_no_country(written: str) -> None:
    assert country_of_declared(written) is None


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+45 12 34 56 78", "DK"),
        ("0045 12345678", "DK"),
        ("+82-2-123-4567", "KR"),
        ("+299 123456", "GL"),
        ("+358 40 123 4567", "FI"),
        ("+(420) 123 456 789", "CZ"),
    ],
)
def test_the_prefix_of_a_number(number: str, country: str) -> None:
    claim = country_of_phone(number)
    assert claim is not None
    assert (claim.country, claim.method) == (country, Method.PHONE)
    assert "123" not in claim.detail


@pytest.mark.parametrize(
    "number",
    [
        "",
        "12345678",
        "+1 555 0100 000",
        "+7 999 123 45 67",
        "+45",
        "+4512345678901234",
        "+٤٥١٢٣٤٥٦٧٨",
        "+45 call me",
        "+999 1234567",
    ],
)
def test_what_names_no_issuer(number: str) -> None:
    assert country_of_phone(number) is None


@given(text=st.text(max_size=30))
def test_whatever_is_written_is_answered(text: str) -> None:
    for claim in (country_of_declared(text), country_of_phone(text)):
        assert claim is None or claim.country in countries()


def test_every_country_of_the_law_has_a_name() -> None:
    assert {code.split("-")[0] for code in laws()} <= set(countries())


def test_no_name_and_no_prefix_stands_for_two_countries() -> None:
    names = [name.casefold() for row in countries().values() for name in (row.code, row.alpha3, row.name, *row.own_names) if name]
    prefixes = [prefix for row in countries().values() for prefix in row.calling]
    assert len(prefixes) == len(set(prefixes))
    assert len(names) == len(set(names))


def test_names_for_display() -> None:
    denmark = place_names("dk")
    assert (denmark.name, denmark.own_name) == ("Denmark", "Danmark")
    assert ("dk-fyn", "Funen") in denmark.districts
    assert "Politi" in denmark.police


def test_an_unknown_code_stands_for_itself() -> None:
    assert place_names("XX").name == "XX"
    assert place_names("XX").districts == ()
