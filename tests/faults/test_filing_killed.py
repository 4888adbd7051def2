"""Harbour's filing process dies before and after each request and each commit; each report is filed exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from cast import ADA, HARBOURS_SYSTEM
from harbour_of_tests import accepted, account, all_confirmed, landscape, left_for, lines, only, sent_in, share
from ispws_of_tests import Lantern, lantern
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import registry
from varde.kernels.terms.topics import TipReady, Topic
from varde.links.peers.cybertip.client import CyberTipClient
from varde.stages.filing import face as filing
from varde.stages.filing.acts import file as act
from varde.stages.filing.errors import ReportVanished

CALLS = ("submit", "upload", "describe", "finish")
COMMITS = ("gather", "opened", "finished")


class Killed(BaseException):
    """The process is gone; nothing after this line runs."""


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[None]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


@pytest.fixture
def clearinghouse() -> Iterator[Lantern]:
    """Lantern's ISPWS."""
    with lantern() as held:
        yield held


def ready() -> TipReady:
    """A tip of two files, ready to be filed."""
    items = []
    for seed in (1, 2):
        accepted(landscape(seed), id_=f"m-{seed}")
        items.append(sent_in(landscape(seed)).sha256.hex())
    all_confirmed()
    records = [share(item, id_=f"m-{place + 2}", sender="heron") for place, item in enumerate(items)]
    filing.import_shares(lines(*records, account("heron")), basis="terms", by=HARBOURS_SYSTEM)
    told = only(list(left_for(Topic.TIP_READY)))
    assert isinstance(told, TipReady)
    return told


class Dying:
    """A client whose `at`th call of this name is the last thing its process does, before or after the request."""

    def __init__(self, client: CyberTipClient, *, call: str, at: int, after: bool, die: Callable[[], None]) -> None:
        self._client, self._call, self._left, self._after, self._die = client, call, at, after, die

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any of the five calls
        real = getattr(self._client, name)
        if name != self._call:
            return real

        def call(*args: Any, **named: Any) -> Any:  # noqa: ANN401
            self._left -= 1
            if self._left == 0 and not self._after:
                self._die()
            answer = real(*args, **named)
            if self._left == 0 and self._after:
                self._die()
            return answer

        return call


def dies() -> None:
    raise Killed


def started_again_it_is_filed_once(told: TipReady, held: Lantern) -> None:
    filing.file(told, over=held.client())
    filing.file(told, over=held.client())
    row = filing.one_tip(told.tip, by=ADA).row
    assert row.state is filing.TipState.FINISHED
    assert [number for number, report in held.reports.items() if report.state == "finished"] == [row.report_number]
    assert len(only(held.filed).files) == 2
    assert len(list(ledger.entries((ledger.Kind.TIP_FILED,), about=told.tip))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", CALLS)
def test_killed_around_a_request(clearinghouse: Lantern, call: str, after: bool) -> None:
    told = ready()
    with pytest.raises(Killed):
        filing.file(told, over=Dying(clearinghouse.client(), call=call, at=1, after=after, die=dies))
    started_again_it_is_filed_once(told, clearinghouse)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", ["upload", "describe"])
def test_killed_around_the_second_file(clearinghouse: Lantern, call: str, after: bool) -> None:
    told = ready()
    with pytest.raises(Killed):
        filing.file(told, over=Dying(clearinghouse.client(), call=call, at=2, after=after, die=dies))
    started_again_it_is_filed_once(told, clearinghouse)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("commit", COMMITS)
def test_killed_around_a_commit(clearinghouse: Lantern, monkeypatch: pytest.MonkeyPatch, commit: str, after: bool) -> None:
    told, real = ready(), getattr(act, commit)

    def dying(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        if after:
            real(*args, **named)
        raise Killed

    monkeypatch.setattr(act, commit, dying)
    with pytest.raises(Killed):
        filing.file(told, over=clearinghouse.client())
    monkeypatch.undo()
    started_again_it_is_filed_once(told, clearinghouse)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("commit", ["_is_filed", "reopened"])
def test_killed_again_while_recovering(clearinghouse: Lantern, monkeypatch: pytest.MonkeyPatch, commit: str, after: bool) -> None:
    told, real = ready(), getattr(act, commit)
    with pytest.raises(Killed):
        filing.file(told, over=Dying(clearinghouse.client(), call="finish", at=1, after=False, die=dies))

    def dying(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        if after:
            real(*args, **named)
        raise Killed

    monkeypatch.setattr(act, commit, dying)
    with pytest.raises(Killed):
        filing.file(told, over=clearinghouse.client())
    monkeypatch.undo()
    started_again_it_is_filed_once(told, clearinghouse)


@pytest.mark.django_db
def test_two_workers_at_one_tip_file_it_once(clearinghouse: Lantern) -> None:
    """The slower one lost its lease while it uploaded; the other retracts what was open and files."""
    told = ready()

    def the_other_worker() -> None:
        filing.file(told, over=clearinghouse.client())

    with pytest.raises(ReportVanished):
        filing.file(told, over=Dying(clearinghouse.client(), call="upload", at=1, after=False, die=the_other_worker))
    started_again_it_is_filed_once(told, clearinghouse)


@pytest.mark.django_db(transaction=True)  # without it, the ledger's head is flushed away
@pytest.mark.parametrize(("call", "after"), [("submit", True), ("upload", True), ("finish", False), ("finish", True)])
def test_kill_minus_nine(clearinghouse: Lantern, call: str, after: bool) -> None:
    told = ready()
    connections.close_all()
    child = os.fork()
    if child == 0:
        client = Dying(clearinghouse.client(), call=call, at=1, after=after, die=lambda: os.kill(os.getpid(), signal.SIGKILL))
        filing.file(told, over=client)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    started_again_it_is_filed_once(told, clearinghouse)
