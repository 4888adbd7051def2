"""Harbour files with a real station of ours over HTTP; the answer to one of its calls is lost, and each tip is there once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from cast import HARBOUR, LANTERN
from faults.tips_to_file import FILES, confirmed, goes_on, tip_on
from harbour_of_tests import left_for, only
from post_of_tests import KEYS, public
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import registry
from varde.kernels.terms import clock
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import TipArrived, Topic
from varde.links.peers import face as peers
from varde.links.peers.cybertip.client import client_for
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import SubmittedFile
from varde.stages.filing import face as filing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("urls_of_lantern")]


@pytest.fixture
def lantern(live_server: LiveServer, tmp_path: Path) -> Iterator[None]:
    """Lantern knows Harbour's log-in, and Harbour Lantern's address; both live in one database here."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    filing.configure(platform=filing.Platform("Harbour", "child-safety@harbour.example"), hold=timedelta())
    log_ins = [peers.NewLogIn(peers.Protocol.ISPWS, "harbour", "made up")]
    peers.add(HARBOUR, role=StationRole.PLATFORM, url="http://127.0.0.1:1", key=public(KEYS["mirror"]), log_ins=log_ins)
    peers.add(LANTERN, role=StationRole.CLEARINGHOUSE, url=live_server.url, log_ins=log_ins)
    yield
    peers.clearinghouse_client()._http.close()  # the server's thread ends, and its database connection with it
    client_for.cache_clear()
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


def lost(path: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first answer of this endpoint does not arrive. Answers the calls as they are made."""
    real, calls = httpx.HTTPTransport.handle_request, []

    def losing(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        called = request.url.path.rpartition("/")[2]
        calls.append(called)
        answer = real(transport, request)
        if called == path and calls.count(path) == 1:
            answer.close()
            raise httpx.ReadError("lost", request=request)
        return answer

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", losing)
    return calls


def arrived() -> list[clearing.TipShown]:
    """What came in at Lantern, finished, and was taken in; by now it is tomorrow."""
    with clock.frozen(clock.now() + timedelta(days=1)):
        return _arrived()


def _arrived() -> list[clearing.TipShown]:
    tips = [told.tip for told in left_for(Topic.TIP_ARRIVED)]
    for tip in tips:
        clearing.take_in(TipArrived(tip))
    return [clearing.tip(tip) for tip in tips]


def described_at_lantern(tip: clearing.TipShown) -> set[str]:
    """What Lantern calls the files of a tip, each with its details."""
    files = SubmittedFile.objects.filter(submission__number=tip.number)
    assert not files.filter(details=None).exists()
    return set(files.values_list("file_id", flat=True))


@pytest.mark.parametrize("path", ["nothing", "submit", "upload", "fileinfo", "finish"])
def test_a_lost_answer_loses_no_tip_and_doubles_none(lantern: None, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    calls = lost(path, monkeypatch)
    confirmed("heron")
    goes_on()
    mine, theirs = tip_on("heron"), only(arrived())
    assert mine.row.state is filing.TipState.FINISHED
    assert mine.found_after_crash is (path == "finish")
    assert calls.count("retract") == (path in {"upload", "fileinfo", "finish"})
    assert theirs.number == mine.row.report_number
    assert {file.file_id for file in mine.files if file.file_id} == (set() if path == "finish" else described_at_lantern(theirs))
    assert len(described_at_lantern(theirs)) == len(FILES)
    assert len(list(ledger.entries((ledger.Kind.TIP_FILED,)))) == 1
