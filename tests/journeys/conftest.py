"""One chain for all stories of bad input that one worker tells: Harbour, Lantern and Fjord Police as real processes."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journeys.bad_input import Platform, Record
from rehearsal.errors import ConsoleRefused
from rehearsal.operations import make
from rehearsal.playing.chain import Chain, _entry, chain_for, set_up
from rehearsal.playing.fleet import DemoPerson, PlayedStation, enrol
from rehearsal.playing.people import Console

MALLORY = "mallory"  # valid accounts, no business here


@dataclass(slots=True)
class House:
    """The chain, who works there, and Harbour's own system."""

    chain: Chain
    tokens: dict[str, str]
    sessions: dict[tuple[str, str], Console] = field(default_factory=dict)

    @property
    def harbour(self) -> PlayedStation:
        return self.chain.platforms["harbour"]

    @property
    def lantern(self) -> PlayedStation:
        return self.chain.clearinghouse

    @property
    def fjord(self) -> PlayedStation:
        return self.chain.agency

    @property
    def platform(self) -> Platform:
        return Platform(self.harbour, self.tokens["harbour-backend"])

    @property
    def password(self) -> str:
        """Harbour's log-in at Lantern, which no station keeps in the clear; so this is another peer's, made for these stories."""
        return self.tokens["reef"]

    def rest(self) -> None:
        """Until nothing is on its way anywhere, asked in the order of the journey."""
        self.platform.rest()
        for station in (self.lantern, self.fjord):
            Platform(station, station.tokens["rehearsal"]).rest()

    def record(self) -> Record:
        """Harbour's ledger from here on, with nothing on its way that a story before left."""
        self.platform.rest()
        return Record(self.harbour)

    def mallorys_machine(self) -> Platform:
        """A token that is valid, and for something else."""
        return Platform(self.harbour, self.tokens[MALLORY])

    def person(self, station: PlayedStation, name: str) -> Console:
        """Somebody's session; a code counts once, so each person logs in once."""
        if (station.name, name) not in self.sessions:
            [known] = [person for person in self.chain.people[station.name] if person.username == name]
            console = Console(station.url, known)
            with suppress(ConsoleRefused) if name == MALLORY else nullcontext():  # the first page after the log-in is not hers
                console.log_in()
            self.sessions[station.name, name] = console
        return self.sessions[station.name, name]

    def ada(self) -> Console:
        return self.person(self.harbour, "ada")

    def asta(self) -> Console:
        return self.person(self.harbour, "asta")


def _first_port() -> int:
    """Workers of one run keep out of each other's way."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return 18800 + 40 * int(number)


def _let_mallory_in(chain: Chain) -> dict[str, str]:
    tokens = dict(chain.platforms["harbour"].tokens)
    for station in chain.stations:
        mallory = DemoPerson(MALLORY, "Mallory", "admin")
        chain.people[station.name].append(mallory)
        plan: dict[str, Any] = {"people": [_entry(mallory)]}
        if station.role == "clearinghouse":
            tokens["reef"] = secrets.token_urlsafe(24)
            key = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
            log_in = {"ispws_user": "reef", "ispws_password": tokens["reef"]}
            plan["peers"] = [{"name": "reef", "role": "platform", "url": "http://127.0.0.1:9", "key": key} | log_in]
        if station.role == "platform":
            plan["tokens"] = [{"name": MALLORY, "rights": ["read_counts"]}]
        kept = station.tokens
        enrol(station, plan)
        tokens |= station.tokens
        station.tokens = kept
    return tokens


@pytest.fixture(scope="session")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("bad-input")
    truth = make("denmark", scale=0.01, seed=3)
    chain = chain_for(truth, folder, first_port=_first_port())
    try:
        chain.start()
        set_up(chain, truth)
        yield House(chain, _let_mallory_in(chain))
    finally:
        chain.stop()
        chain.forget()


@pytest.fixture
def house(one_house: House) -> House:
    """Whole again, whatever the story before left."""
    for station in one_house.chain.stations:
        if station.process is None or station.process.poll() is not None:
            station.start(one_house.chain.environment)
            station.wait_until_ready()
    return one_house
