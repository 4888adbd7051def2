"""Harbour's station is killed (-9) before and after each request and commit of a filing; each report is filed exactly once."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pytest
from django.db import connection

from faults import filing_child
from faults.tips_to_file import confirmed, filed_exactly_once, goes_on, harbour_files_with, left_open
from harbour_of_tests import left_for, only
from ispws_of_tests import Lantern, lantern
from varde.keeps.vault import registry
from varde.kernels.terms.topics import Topic
from varde.kernels.wire.cybertip import Response
from varde.links.peers.cybertip.client import CyberTipClient
from varde.stages.filing import face as filing
from varde.stages.filing.errors import ReportVanished

LEASE_IS_OVER = 3  # minutes


@dataclass(frozen=True)
class Ended:
    """How a station's process ended (a signal, or 0), and the crossings that it came to."""

    by: int
    road: list[str]


@dataclass
class House:
    """Harbour's station in a process of its own, and Lantern's ISPWS."""

    child: subprocess.Popen[str]
    clearinghouse: Lantern
    trace: Path
    minutes: Iterator[int] = field(default_factory=lambda: count(LEASE_IS_OVER, LEASE_IS_OVER))

    def runs(self, *, last: int = 0) -> Ended:
        """A station starts, later than the one before it, and dies at its `last`th crossing; or does everything that is due."""
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        order = {"last": last, "into": str(self.trace), "minutes": next(self.minutes)}
        self.child.stdin.write(json.dumps(order) + "\n")
        self.child.stdin.flush()
        ended = int(self.child.stdout.readline())
        return Ended(ended, self.trace.read_text().splitlines())

    def dies(self, *, at: Sequence[int]) -> None:
        """Stations start one after the other; each is killed at the crossing given for it."""
        for place in at:
            ended = self.runs(last=place)
            assert (ended.by, len(ended.road)) == (signal.SIGKILL, place)

    def does_the_rest(self) -> list[str]:
        """A station starts and is left alone; answers its road."""
        ended = self.runs()
        assert ended.by == 0
        return ended.road

    def filed_once(self, account: str) -> int:
        """The promise, after whatever happened; a day later it still holds. Answers how many unfinished reports had to lapse."""
        filed_exactly_once(account, self.clearinghouse)
        lapsed = left_open(account, self.clearinghouse)
        self.clearinghouse.expire()
        filed_exactly_once(account, self.clearinghouse)
        return len(lapsed)


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    """Harbour with a vault of its own, that files with Lantern."""
    before, key = registry.configured(), tmp_path / "secrets" / "station.key"
    registry.configure(directory=tmp_path / "vault", key_file=key)
    with lantern() as held:
        harbour_files_with(held)
        vault_dir, database = str(tmp_path / "vault"), str(connection.settings_dict["NAME"])
        command = [sys.executable, filing_child.__file__, database, vault_dir, str(key)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            yield House(child, held, tmp_path / "road")
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


def between_submit_and_its_commit(road: Sequence[str]) -> range:
    """Where Lantern has opened a report of whose number nothing is kept yet."""
    submitted = road.index("after submit")
    return range(submitted, road.index("after commit", submitted))


def test_killed_at_every_crossing_it_is_filed_once(house: House) -> None:
    """The crossings are counted by a station that is left alone; then one station dies at each of them."""
    confirmed("heron-0")
    road = house.does_the_rest()
    house.filed_once("heron-0")
    assert len(road) >= 30
    assert {f"{side} {call}" for side in ("before", "after") for call in ("submit", "upload", "fileinfo", "finish")} < set(road)
    lapsed = []
    for place in range(1, len(road) + 1):
        confirmed(f"heron-{place}")
        house.dies(at=[place])
        house.does_the_rest()
        lapsed.append(house.filed_once(f"heron-{place}"))
    assert [place for place, number in enumerate(lapsed) if number] == list(between_submit_and_its_commit(road))
    assert max(lapsed) == 1


@pytest.mark.parametrize("first", ["before finish", "after finish"])
def test_killed_again_at_every_crossing_of_the_recovery_it_is_filed_once(house: House, first: str) -> None:
    """From its first upload on, a recovery is what the test above walks; before that, it is walked here."""
    confirmed("heron-0")
    died_at = house.does_the_rest().index(first) + 1
    confirmed("heron-1")
    house.dies(at=[died_at])
    road = house.does_the_rest()
    assert "before retract" in road
    assert ("before submit" in road) == (first == "before finish")
    far = road.index("before upload") if "before upload" in road else len(road)
    for place in range(1, far + 1):
        account = f"kestrel-{place}"
        confirmed(account)
        house.dies(at=[died_at, place])
        house.does_the_rest()
        house.filed_once(account)


def killed_at_random(house: House, *, times: int, seed: int) -> None:
    """Several deaths in a row, each somewhere in what the one before it left to do."""
    draw_from = random.Random(seed)
    for turn in range(times):
        account = f"heron-{seed}-{turn}"
        confirmed(account)
        deaths = [house.runs(last=draw_from.randrange(1, 70)) for _ in range(draw_from.randrange(2, 6))]
        house.does_the_rest()
        assert house.filed_once(account) <= sum(ended.by == signal.SIGKILL for ended in deaths)


def test_killed_several_times_in_a_row_it_is_filed_once(house: House) -> None:
    killed_at_random(house, times=5, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 6))
def test_killed_over_and_over_each_is_filed_once(house: House, seed: int) -> None:
    killed_at_random(house, times=100, seed=seed)


class Slow(CyberTipClient):
    """At its first upload, the worker waits for so long that its lease runs out and `meanwhile` happens."""

    def __init__(self, over: CyberTipClient, meanwhile: Callable[[], None]) -> None:
        super().__init__(over._http)
        self._meanwhile = [meanwhile]

    def upload(self, report_id: int, *, name: str, content: BinaryIO) -> Response:
        while self._meanwhile:
            self._meanwhile.pop()()
        return super().upload(report_id, name=name, content=content)


@pytest.mark.django_db
def test_two_workers_at_one_tip_file_it_once() -> None:
    with lantern() as held:
        harbour_files_with(held)
        confirmed("heron")
        filing.draft(only(list(left_for(Topic.REPORT_CONFIRMED))))
        told = only(list(left_for(Topic.TIP_READY)))
        with pytest.raises(ReportVanished):
            filing.file(told, over=Slow(held.client(), lambda: filing.file(told, over=held.client())))
        filing.file(told, over=held.client())
        goes_on()
        filed_exactly_once("heron", held)


@pytest.mark.django_db
def test_a_worker_that_was_refused_late_does_not_stop_what_another_one_files() -> None:
    """The slower one's upload is refused; by then the other has taken its report back and filed the tip."""
    with lantern() as held:
        harbour_files_with(held)
        confirmed("heron")
        filing.draft(only(list(left_for(Topic.REPORT_CONFIRMED))))
        told = only(list(left_for(Topic.TIP_READY)))

        def the_other_one() -> None:
            filing.file(told, over=held.client())
            held.mischief["upload"] = ["says 400 4200"]

        filing.file(told, over=Slow(held.client(), the_other_one))
        goes_on()
        filed_exactly_once("heron", held)
