"""The chain of one rehearsal: one station for each platform of the truth, a clearinghouse, an agency; who works there."""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rehearsal import ip_table
from rehearsal.playing.fleet import DemoPerson, PlayedStation, enrol, free_ports
from rehearsal.truth import Truth

FIRST_PORT = 8440
AGENCIES = {"DK": "Fjord Police", "KR": "Han River Police"}
BASES = {
    "DK": "made-up agreement for the rehearsal, after Europol Regulation (EU) 2016/794",
    "KR": "made-up agreement for the rehearsal, after the memorandum of August 2013",
}
Say = Callable[[str], None]


@dataclass(slots=True)
class Chain:
    """Every station and person of a rehearsal."""

    platforms: dict[str, PlayedStation]
    clearinghouse: PlayedStation
    agency: PlayedStation
    environment: dict[str, str]
    people: dict[str, list[DemoPerson]] = field(default_factory=dict)

    @property
    def stations(self) -> list[PlayedStation]:
        """In the order of the journey."""
        return [*self.platforms.values(), self.clearinghouse, self.agency]

    def start(self) -> None:
        """Start all at once and wait for each."""
        for station in self.stations:
            station.start(self.environment)
        for station in self.stations:
            station.wait_until_ready()

    def stop(self) -> None:
        """Stop all at once."""
        with ThreadPoolExecutor(len(self.stations)) as pool:
            list(pool.map(PlayedStation.stop, self.stations))

    def forget(self) -> None:
        """Remove what the stopped stations left, their databases too (as root these lie elsewhere than the data directory)."""
        folders = [str(station.data) for station in self.stations if station.data.exists()]
        subprocess.run([sys.executable, "-m", "varde.station", "forget", *folders], check=False, stdout=subprocess.DEVNULL)


def chain_for(truth: Truth, folder: Path, *, first_port: int = FIRST_PORT) -> Chain:
    """Name the stations and give each a port and a folder; nothing runs yet."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = free_ports(first_port, len(truth.platforms) + 2)
    table = folder / "addresses.csv"
    ip_table.write(table)

    def station(name: str, display_name: str, role: str) -> PlayedStation:
        return PlayedStation(name, display_name, role, ports.pop(0), folder / name, folder / f"{name}.log")

    platforms = {name: station(_slug(name), name.title(), "platform") for name in truth.platforms}
    clearinghouse = station("lantern", "Lantern", "clearinghouse")
    agency = station("fjord", AGENCIES.get(truth.header.country, "Fjord Police"), "agency")
    environment = {"VARDE_IP_TABLE": str(table), "VARDE_DEMO": "1", "VARDE_FILING_HOLD_SECONDS": "600"}
    return Chain(platforms, clearinghouse, agency, environment)


def set_up(chain: Chain, truth: Truth, *, known: Path | None = None) -> None:
    """Make the stations known to each other and let people and machines in.

    `known`: a file that stands in the platforms' hash list already, attested by two organisations.
    """
    with ThreadPoolExecutor(len(chain.stations)) as pool:
        keys = dict(
            zip([s.name for s in chain.stations], pool.map(lambda s: s.cli("peer", "key").strip(), chain.stations), strict=True)
        )
    plans = _plans(chain, truth, keys)
    if known is not None:
        for station in chain.platforms.values():
            plans[station.name]["lists"] = [_list_with(known)]
    with ThreadPoolExecutor(len(chain.stations)) as pool:
        list(pool.map(lambda station: enrol(station, plans[station.name]), chain.stations))


def _plans(chain: Chain, truth: Truth, keys: dict[str, str]) -> dict[str, dict[str, Any]]:
    passwords = {name: secrets.token_urlsafe(24) for name in chain.platforms}
    country = truth.header.country
    ours = {station.name: _people(station, chain, country) for station in chain.stations}
    chain.people = ours

    def peer(station: PlayedStation, **more: str) -> dict[str, str]:
        return {
            "name": station.name,
            "role": station.role,
            "url": station.url,
            "key": keys[station.name],
            "display_name": station.display_name,
        } | more

    plans: dict[str, dict[str, Any]] = {}
    for name, station in chain.platforms.items():
        log_in = {"ispws_user": station.name, "ispws_password": passwords[name]}
        plans[station.name] = {
            "peers": [peer(chain.clearinghouse, **log_in)],
            "tokens": [{"name": f"{station.name}-backend", "rights": ["send_reports", "send_share_records"]}],
        }
    reporters = [
        peer(station, ispws_user=station.name, ispws_password=passwords[name]) for name, station in chain.platforms.items()
    ]
    agreement = {"agency": chain.agency.name, "country": country, "legal_basis": BASES.get(country, BASES["DK"])}
    plans[chain.clearinghouse.name] = {
        "peers": [*reporters, peer(chain.agency)],
        "agreements": [agreement],
        "tokens": [{"name": "rehearsal", "rights": ["read_counts"]}],
    }
    plans[chain.agency.name] = {
        "peers": [peer(chain.clearinghouse)],
        "tokens": [{"name": "rehearsal", "rights": ["read_counts"]}],
    }
    for station in chain.stations:
        plans[station.name]["people"] = [_entry(person) for person in ours[station.name]]
    return plans


def _people(station: PlayedStation, chain: Chain, country: str) -> list[DemoPerson]:
    if station.role == "platform":
        return [DemoPerson("ada", "Ada", "moderator"), DemoPerson("asta", "Asta", "supervisor")]
    if station is chain.clearinghouse:
        return [DemoPerson("bo", "Bo", "analyst"), DemoPerson("una", "Una", "supervisor")]
    north, south = ("dk-nordsjaelland", "dk-fyn") if country == "DK" else ("kr-seoul", "kr-busan")
    return [
        DemoPerson("liv", "Liv", "lead"),
        DemoPerson("sol", "Sol", "supervisor"),
        DemoPerson("cato", "Cato", "officer", north),
        DemoPerson("sunniva", "Sunniva", "officer", south),
    ]


def _list_with(known: Path) -> dict[str, Any]:
    value = hashlib.sha256(known.read_bytes()).hexdigest()
    entry = {"algorithm": "sha256", "value": value, "classification": "B2", "attested_by": ["lantern", "fjord"]}
    return {"name": "lantern-known", "source": "lantern", "entries": [entry]}


def _entry(person: DemoPerson) -> dict[str, Any]:
    return {
        "username": person.username,
        "display_name": person.display_name,
        "job": person.job,
        "district": person.district,
        "password": person.password,
        "totp_secret": person.totp_secret,
    }


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.casefold()).strip("-") or "platform"
