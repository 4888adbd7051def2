from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels import places
from varde.kernels.law.rules import line_for
from varde.kernels.places.errors import NoSuchDistrict, PlaceDataWrong
from varde.kernels.places.loader import check_apart, countries, span_of, tables
from varde.kernels.places.reading import read_yaml

DENMARK = {
    "dk-nordsjaelland": ["3000", "3400", "2900", "4050"],
    "dk-koebenhavn": ["1000", "2100", "2300", "2770"],
    "dk-koebenhavns-vestegn": ["2600", "2750", "2880"],
    "dk-oestjylland": ["8000", "8900", "8300"],
    "dk-midt-og-vestjylland": ["7400", "7500", "7700", "8600", "8800"],
    "dk-nordjylland": ["9000", "9800", "9500"],
    "dk-sydoestjylland": ["7100", "6000", "8700", "7000"],
    "dk-midt-og-vestsjaelland": ["4000", "4300", "4600", "4200"],
    "dk-syd-og-soenderjylland": ["6100", "6400", "6700", "6800"],
    "dk-fyn": ["5000", "5700"],
    "dk-sydsjaelland-og-lolland-falster": ["4700", "4800", "4900"],
    "dk-bornholm": ["3700", "3790"],
    "dk-groenland": ["3900", "3952"],
}


@pytest.mark.parametrize(("key", "postcode"), [(key, code) for key, codes in DENMARK.items() for code in codes])
def test_danish_towns_lie_in_their_districts(key: str, postcode: str) -> None:
    placed = places.district_of("DK", postcode)
    assert isinstance(placed, places.Placed)
    assert placed.district == key
    assert placed.is_approximate
    assert "approximate" in placed.reason


def test_denmark_has_its_twelve_districts_and_greenland() -> None:
    assert {district.key for district in places.districts("DK")} == set(DENMARK)
    leads = [district.key for district in places.districts("DK") if district.is_lead]
    assert leads == ["dk-nordsjaelland", "dk-koebenhavn", "dk-koebenhavns-vestegn"]


def test_greenland_has_a_law_of_its_own() -> None:
    assert places.district_named("dk-groenland").jurisdiction == "GL"
    assert {district.jurisdiction for district in places.districts("DK")} == {"DK", "GL"}


@pytest.mark.parametrize(
    ("postcode", "key"), [("06236", "kr-seoul"), ("48058", "kr-busan"), ("63000", "kr-jeju"), ("10300", "kr-gyeonggi-bukbu")]
)
def test_korean_postcodes(postcode: str, key: str) -> None:
    placed = places.district_of("KR", postcode)
    assert isinstance(placed, places.Placed)
    assert placed.district == key


def test_seoul_leads_in_korea() -> None:
    assert [district.key for district in places.districts("KR") if district.is_lead] == ["kr-seoul"]
    assert len(places.districts("KR")) == 18


@pytest.mark.parametrize("written", ["3000", " 3000 ", "DK-3000", "DK 3000", "dk-3000", "30 00"])
def test_a_postcode_is_read_as_people_write_it(written: str) -> None:
    assert isinstance(places.district_of("dk", written), places.Placed)


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        ("DK", ""),
        ("DK", "300"),
        ("DK", "30000"),
        ("DK", "abcd"),
        ("DK", "0001"),
        ("DK", "٣٠٠٠"),
        ("SE", "11120"),
        ("", "3000"),
        ("KR", "135-010"),
    ],
)
def test_what_cannot_be_placed_says_why(country: str, postcode: str) -> None:
    unplaced = places.district_of(country, postcode)
    assert isinstance(unplaced, places.Unplaced)
    assert unplaced.reason.endswith(".")


@given(postcode=st.text(max_size=12), country=st.text(max_size=4))
def test_whatever_is_written_is_answered(postcode: str, country: str) -> None:
    assert isinstance(places.district_of(country, postcode), places.Placed | places.Unplaced)


@given(number=st.integers(1000, 9999))
def test_a_postcode_lies_in_one_district_at_most(number: int) -> None:
    held = [d for d in places.districts("DK") if any(span.low <= number <= span.high for span in d.postcodes)]
    assert len(held) <= 1


@pytest.mark.parametrize("country", ["DK", "KR"])
def test_every_table_says_where_it_is_from_and_fits_its_postcodes(country: str) -> None:
    table = tables()[country]
    assert table.source
    assert table.note
    for district in places.districts(country):
        assert district.key.startswith(country.lower() + "-")
        assert district.name
        assert district.own_name
        assert all(span.high < 10**table.digits for span in district.postcodes)


def test_districts_that_share_a_postcode_are_refused() -> None:
    denmark = places.districts("DK")
    with pytest.raises(PlaceDataWrong, match="share postcode"):
        check_apart((*denmark, denmark[0]))


@pytest.mark.parametrize("text", ["", "x", "3000-2000", "3000-", "-3000", "3000-x"])
def test_a_wrong_span_is_refused(text: str) -> None:
    with pytest.raises(PlaceDataWrong, match="no span"):
        span_of(text, key="k")


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: [", "a: !!python/object:os.system x", "a: 2020-13-01", "a: !!binary aGk="])
def test_wrong_yaml_is_refused(text: str) -> None:
    with pytest.raises(PlaceDataWrong, match="made-up"):
        read_yaml(text, name="made-up.yaml")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(NoSuchDistrict):
        places.district_named("dk-atlantis")


def test_every_jurisdiction_is_asked_of_the_law_and_answers() -> None:
    from datetime import UTC, datetime

    for country in countries():
        assert line_for(country, datetime(2015, 1, 1, tzinfo=UTC))
