from __future__ import annotations

import ipaddress

import pytest

from lantern_of_tests import act, in_denmark, person, report
from varde.kernels import places
from varde.kernels.places import Method
from varde.kernels.places.addresses import Listed
from varde.kernels.wire import cybertip
from varde.stages.clearing.rules.locate import claims
from varde.stages.clearing.rules.read import reading

TABLE = places.IpTable.of(
    (
        Listed(ipaddress.ip_network("192.0.2.0/24"), "DK", "residential"),
        Listed(ipaddress.ip_network("198.51.100.0/24"), "NO", "proxy"),
    )
)


def found(said: cybertip.Report, *, table: places.IpTable | None = TABLE) -> list[tuple[str, Method, bool]]:
    return [(each.country, each.method, each.is_proxy) for each in claims(reading(said, {}), table=table)]


def test_every_ground_is_named_with_its_method() -> None:
    phone = cybertip.Phone(number="20000000", country_calling_code="+45")
    said = report(who=in_denmark(phone=(phone,)), acts=[act()])
    assert found(said) == [
        ("DK", Method.DECLARED_ADDRESS, False),
        ("DK", Method.PHONE, False),
        ("DK", Method.IP_AT_ACT, False),
    ]


def test_a_proxy_is_named_as_one() -> None:
    assert found(report(acts=[act(ip="198.51.100.4")])) == [("NO", Method.IP_AT_ACT, True)]


def test_what_the_platform_takes_for_a_proxy_is_one() -> None:
    capture = cybertip.IpCapture(ip_address="192.0.2.7", possible_proxy=True)
    assert found(report(acts=[act()], ip_capture_event=(capture,))) == [("DK", Method.IP_AT_ACT, True)]


def test_an_estimate_is_a_ground_of_its_own() -> None:
    assert found(report(estimated_location=cybertip.EstimatedLocation(country_code="DK"))) == [
        ("DK", Method.ESTIMATED_LOCATION, False)
    ]


@pytest.mark.parametrize("code", ["", "A1", None])
def test_an_estimate_that_is_no_country_is_none(code: str | None) -> None:
    assert found(report(estimated_location=cybertip.EstimatedLocation(country_code=code or ""))) == []


def test_without_a_table_addresses_say_nothing() -> None:
    assert found(report(acts=[act()]), table=None) == []


def test_what_is_not_known_is_not_guessed() -> None:
    strange = person(
        address=(cybertip.Address(country=""), cybertip.Address(city="Helsingør")), phone=(cybertip.Phone(number="1"),)
    )
    assert found(report(who=strange, acts=[act(ip="203.0.113.1"), act(message="m-2", ip=None)])) == []


def test_no_ground_tells_a_particular() -> None:
    said = report(who=in_denmark(), acts=[act()])
    words = " ".join(each.detail for each in claims(reading(said, {}), table=TABLE))
    assert not {"192.0.2.7", "Strandvejen", "3000", "kestrel"} & set(words.replace(",", " ").split())
