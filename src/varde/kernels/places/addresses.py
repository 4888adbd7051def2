"""Internet address to country, from a table that the station is given."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from varde.kernels.places.errors import IpTableWrong
from varde.kernels.places.types import Claim, Method

IP_PERCENT = 55  # where the connection was when the act was done
PROXY_PERCENT = 10  # where a relay stands says little of who used it
PROXY = "proxy"
_HEADER = ["network", "country", "kind"]
_COUNTRY = re.compile(r"[A-Z]{2}")
_KIND = re.compile(r"[a-z][a-z_-]*")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the table."""

    network: IPv4Network | IPv6Network
    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class IpTable:
    """Networks with their countries; of several networks that hold an address, the smallest one counts."""

    _held: dict[tuple[int, int], dict[int, Listed]] = field(default_factory=dict)
    _lengths: dict[int, tuple[int, ...]] = field(default_factory=dict)  # per version, longest first

    @classmethod
    def load(cls, path: Path) -> IpTable:
        """Read a CSV file: network,country,kind, with or without that header; lines that begin with # are passed over."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                return cls.of(_listed(lines))
        except (OSError, UnicodeDecodeError) as error:
            raise IpTableWrong(type(error).__name__) from error

    @classmethod
    def of(cls, rows: Iterable[Listed]) -> IpTable:
        """A table of these lines; one network with two answers is refused."""
        held: dict[tuple[int, int], dict[int, Listed]] = {}
        for row in rows:
            bucket = held.setdefault((row.network.version, row.network.prefixlen), {})
            if bucket.setdefault(int(row.network.network_address), row) != row:
                raise IpTableWrong(f"{row.network} stands twice with different answers")
        lengths = {v: tuple(sorted((n for version, n in held if version == v), reverse=True)) for v in (4, 6)}
        return cls(held, lengths)

    def look_up(self, ip: str) -> Listed | None:
        """The smallest network that holds the address; None where none does or the text is no address."""
        try:
            address = ip_address(ip.strip())
        except ValueError:
            return None
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        number, bits = int(address), address.max_prefixlen
        for length in self._lengths[address.version] if self._lengths else ():
            if found := self._held[address.version, length].get(number >> (bits - length) << (bits - length)):
                return found
        return None


def country_of_ip(ip: str, table: IpTable | None) -> Claim | None:
    """The country of an address at the time of an act; without a table, or not in it, an address says nothing."""
    found = table.look_up(ip) if table else None
    if found is None:
        return None
    is_proxy = found.kind == PROXY
    detail = f"the address belongs to {'a proxy or VPN' if is_proxy else 'a network'} in {found.country}"
    percent = PROXY_PERCENT if is_proxy else IP_PERCENT
    return Claim(country=found.country, method=Method.IP_AT_ACT, confidence_percent=percent, detail=detail, is_proxy=is_proxy)


def _listed(lines: Iterable[str]) -> Iterable[Listed]:
    reader = csv.reader(lines, strict=True)
    try:
        for row in reader:
            if row and not row[0].startswith("#") and [cell.strip() for cell in row] != _HEADER:
                yield _line(row, number=reader.line_num)
    except csv.Error as error:
        raise IpTableWrong(f"line {reader.line_num}") from error


def _line(row: list[str], *, number: int) -> Listed:
    try:
        network, country, kind = (cell.strip() for cell in row)
        if _COUNTRY.fullmatch(country) and _KIND.fullmatch(kind):
            return Listed(ip_network(network), country, kind)
    except ValueError as error:
        raise IpTableWrong(f"line {number}") from error
    raise IpTableWrong(f"line {number}")
