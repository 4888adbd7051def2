from __future__ import annotations

from ipaddress import ip_address, ip_network
from pathlib import Path

from rehearsal import denmark, ip_table, korea
from varde.kernels import places

RESERVED = [ip_network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")]


def test_every_network_is_reserved_for_documentation() -> None:
    for row in ip_table.NETWORKS:
        assert any(row.network.version == net.version and row.network.subnet_of(net) for net in RESERVED)  # type: ignore[arg-type]


def test_every_address_of_an_operation_is_in_the_table() -> None:
    for made in (denmark.make(scale=0.1, seed=1), korea.make(scale=0.2, seed=1)):
        for address in {act.ip for act in made.acts}:
            assert address is not None
            assert any(ip_address(address) in row.network for row in ip_table.NETWORKS)


def test_every_account_is_found_in_its_country(tmp_path: Path) -> None:
    ip_table.write(tmp_path / "ip.csv")
    table = places.IpTable.load(tmp_path / "ip.csv")
    for made in (denmark.make(scale=0.5, seed=1), korea.make(scale=1, seed=1)):
        for account in made.accounts:
            claims = [places.country_of_ip(ip, table) for ip in account.ips]
            claims += [places.country_of_phone(phone.number) for phone in account.phones]
            claims += [places.country_of_declared(account.address.country)] if account.address else []
            assert places.weigh([claim for claim in claims if claim]).country == made.header.country


def test_the_table_is_written_as_csv(tmp_path: Path) -> None:
    ip_table.write(tmp_path / "ip.csv")
    lines = (tmp_path / "ip.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "network,country,kind"
    assert "203.0.113.0/24,NL,proxy" in lines
