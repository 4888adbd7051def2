"""Where the made-up addresses lie: parts of the documentation ranges stand for countries (RFC 5737, RFC 3849)."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Network:
    """A documentation network and the country for which it stands; kind `proxy` is a VPN's exit."""

    network: IPv4Network | IPv6Network
    country: str
    kind: str


NETWORKS: tuple[Network, ...] = (
    Network(ip_network("192.0.2.0/24"), "DK", "access"),
    Network(ip_network("198.51.100.0/24"), "KR", "access"),
    Network(ip_network("203.0.113.0/24"), "NL", "proxy"),
    Network(ip_network("2001:db8:4500::/40"), "DK", "access"),
    Network(ip_network("2001:db8:8200::/40"), "KR", "access"),
    Network(ip_network("2001:db8:4600::/40"), "SE", "access"),
)


def write(path: Path) -> None:
    """Write the table in the form that `varde.kernels.places` reads: network,country,kind."""
    rows = [f"{row.network},{row.country},{row.kind}" for row in NETWORKS]
    path.write_text("\n".join(["network,country,kind", *rows, ""]), encoding="utf-8")


def home(country: str, number: int) -> str:
    """The fixed IPv6 address of a household's connection, different for each number."""
    return _nth(country, "access", 6, (number % 2**20) << 64 | 1)


def shared(country: str, number: int) -> str:
    """An IPv4 address behind which many households sit: only the port tells them apart."""
    return _nth(country, "access", 4, 1 + number % 200)


def vpn_exit(number: int) -> str:
    """An address of a VPN in another country."""
    return _nth("NL", "proxy", 4, 1 + number % 200)


def _nth(country: str, kind: str, version: int, offset: int) -> str:
    network = next(row.network for row in NETWORKS if (row.country, row.kind, row.network.version) == (country, kind, version))
    return str(network.network_address + offset)
