from __future__ import annotations

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.places import IpTable, Method, country_of_ip
from varde.kernels.places.addresses import Listed
from varde.kernels.places.errors import IpTableWrong

LINES = """\
network,country,kind
# made up: documentation ranges stand for countries
192.0.2.0/24,DK,access
192.0.2.128/25,KR,access
192.0.2.200/32,NL,proxy
2001:db8::/32,SE,access
2001:db8:4500::/40,DK,access
"""


@pytest.fixture
def table(tmp_path: Path) -> IpTable:
    path = tmp_path / "networks.csv"
    path.write_text(LINES)
    return IpTable.load(path)


@pytest.mark.parametrize(
    ("ip", "country"),
    [
        ("192.0.2.1", "DK"),
        ("192.0.2.129", "KR"),
        ("192.0.2.200", "NL"),
        ("2001:db8:1::1", "SE"),
        ("2001:db8:4501::1", "DK"),
        ("::ffff:192.0.2.1", "DK"),
        (" 192.0.2.1 ", "DK"),
    ],
)
def test_the_smallest_network_counts(table: IpTable, ip: str, country: str) -> None:
    claim = country_of_ip(ip, table)
    assert claim is not None
    assert claim.country == country
    assert claim.method is Method.IP_AT_ACT


def test_a_proxy_is_told_and_says_little(table: IpTable) -> None:
    proxy, home = country_of_ip("192.0.2.200", table), country_of_ip("192.0.2.1", table)
    assert proxy is not None
    assert home is not None
    assert proxy.is_proxy
    assert proxy.confidence_percent < home.confidence_percent


@pytest.mark.parametrize("ip", ["203.0.113.1", "3fff::1", "", "harbour", "192.0.2", "192.0.2.1/24", "0300.0.2.1"])
def test_other_addresses_say_nothing(table: IpTable, ip: str) -> None:
    assert country_of_ip(ip, table) is None


def test_a_claim_does_not_repeat_the_address(table: IpTable) -> None:
    claim = country_of_ip("192.0.2.1", table)
    assert claim is not None
    assert "192.0.2.1" not in claim.detail


def test_without_a_table_addresses_say_nothing() -> None:
    assert country_of_ip("192.0.2.1", None) is None
    assert country_of_ip("192.0.2.1", IpTable()) is None


@pytest.mark.parametrize(
    "line",
    [
        "192.0.2.0/24,DK",
        "192.0.2.1/24,DK,access",
        "192.0.2.0/24,dk,access",
        "x,DK,access",
        "192.0.2.0/24,DK,",
        '"192',
        "192.0.2.0/24,KR,access",
    ],
)
def test_a_wrong_line_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "networks.csv"
    path.write_text(f"{LINES}{line}\n")
    with pytest.raises(IpTableWrong):
        IpTable.load(path)


def test_the_number_of_the_wrong_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "networks.csv"
    path.write_text("192.0.2.0/24,DK,access\n192.0.2.0/24,Denmark,access\n")
    with pytest.raises(IpTableWrong, match="line 2"):
        IpTable.load(path)


def test_a_missing_or_unreadable_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"\xff\xfe\xfa")
    for name in ("nowhere.csv", "latin.csv"):
        with pytest.raises(IpTableWrong):
            IpTable.load(tmp_path / name)


@given(
    lengths=st.lists(st.tuples(st.integers(0, 255), st.integers(20, 32)), min_size=1, max_size=20),
    number=st.integers(0, 255),
)
def test_the_table_agrees_with_asking_every_network(lengths: list[tuple[int, int]], number: int) -> None:
    rows = {Listed(ip_network(f"192.0.2.{last}/{length}", strict=False), "DK", "access") for last, length in lengths}
    address = ip_address(f"192.0.2.{number}")
    holding = [row for row in rows if address in row.network]
    plain = max(holding, key=lambda row: row.network.prefixlen) if holding else None
    assert IpTable.of(rows).look_up(str(address)) == plain
