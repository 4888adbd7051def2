from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from cast import LANTERN
from harbour_of_tests import left_for, only
from post_of_tests import KEYS, public
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId, PeerName, new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import LetterArrived, LetterKind, LetterReady, Topic
from varde.links.peers import face as peers
from varde.links.post import client, rules
from varde.links.post import face as post
from varde.links.post.models import IncomingLetter, OutgoingLetter
from varde.links.post.types import Receipt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("urls_of_fjord")]
Body = bytes | Callable[[httpx.Request], bytes]
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


def sealed(data: bytes) -> ObjectId:
    import io

    return vault.put(io.BytesIO(data), by=THE_STATION).id


def ready(*files: bytes, to: str = LANTERN, reference: UUID | None = None) -> LetterReady:
    document = vault.put_document(b'{"said": 1}', by=THE_STATION)
    objects = tuple(sealed(file) for file in files)
    return LetterReady(PeerName(to), LetterKind.REFERRAL, reference or new_uuid(), document, objects)


def arrived() -> list[LetterArrived]:
    return list(left_for(Topic.REFERRAL_ARRIVED))


def moved(url: str) -> None:
    """The peer is reached elsewhere from now on."""
    from varde.links.peers.models import PeerStation

    PeerStation.objects.update(url=url)


def test_a_letter_and_its_files_are_delivered_and_receipted(inbox: peers.Peer) -> None:
    letter = ready(b"clip", b"")
    post.send(letter)
    row, got = OutgoingLetter.objects.get(), only(arrived())
    receipt = Receipt.model_validate_json(bytes(row.receipt or b""))
    assert (row.state, got.reference, len(got.files)) == ("delivered", letter.reference, 2)
    assert rules.receipt_holds(receipt, key=inbox.verifier())
    assert vault.read_document(got.document, by=THE_STATION) == b'{"said": 1}'
    assert post.undelivered() == []


def test_sending_again_is_sending_once(inbox: peers.Peer) -> None:
    letter = ready(b"clip")
    post.send(letter)
    post.send(letter)
    assert len(arrived()) == len(list(ledger.entries([ledger.Kind.LETTER_SENT]))) == 1


def test_a_lost_receipt_is_asked_for_again(inbox: peers.Peer) -> None:
    letter = ready(b"clip")
    post.send(letter)
    OutgoingLetter.objects.update(state="waiting", receipt=None, delivered_at=None)  # the answer never came back
    post.send(letter)
    assert (OutgoingLetter.objects.get().state, IncomingLetter.objects.count(), len(arrived())) == ("delivered", 1, 1)


def test_a_file_that_the_peer_has_is_not_opened_again(inbox: peers.Peer) -> None:
    post.send(ready(b"clip"))
    post.send(ready(b"clip"))
    assert len(list(ledger.entries([ledger.Kind.EVIDENCE_OPENED]))) == 1
    assert len(arrived()) == 2


def test_a_peer_that_is_down_gets_it_when_it_is_up(inbox: peers.Peer) -> None:
    letter = ready(b"clip")
    moved(NOWHERE)
    for _ in range(2):
        with pytest.raises(post.PeerUnreachable):
            post.send(letter)
    waiting = only(post.undelivered())
    assert (waiting.attempts, waiting.last_error, waiting.peer) == (2, "peer_unreachable", LANTERN)
    moved(inbox.url)
    post.send(letter)
    assert len(arrived()) == 1
    assert post.undelivered() == []


def test_a_refusal_keeps_the_letter_and_opens_no_evidence(inbox: peers.Peer) -> None:
    peers.remove(inbox.name)
    peers.add(inbox.name, role=StationRole.CLEARINGHOUSE, url=inbox.url, key=public(KEYS["mirror"]))
    with pytest.raises(post.PeerRefused, match="401 signature_refused"):
        post.send(ready(b"clip"))
    assert only(post.undelivered()).last_error == "peer_refused"
    assert not list(ledger.entries([ledger.Kind.EVIDENCE_OPENED]))


def test_an_unknown_peer_keeps_the_letter_waiting(inbox: peers.Peer) -> None:
    with pytest.raises(peers.UnknownPeer):
        post.send(ready(to="nobody"))
    assert only(post.undelivered()).peer == "nobody"


def answering(
    monkeypatch: pytest.MonkeyPatch, *, with_body: Body = b"", status: int = 200, headers: dict[str, str] | None = None
) -> None:
    """A peer, or somebody in its place, that answers so."""

    def answer(request: httpx.Request) -> httpx.Response:
        body = with_body(request) if callable(with_body) else with_body
        return httpx.Response(status, content=body, headers=headers)

    monkeypatch.setattr(client, "_http", lambda: httpx.Client(transport=httpx.MockTransport(answer)))


def forged(request: httpx.Request, **other: Any) -> bytes:  # noqa: ANN401
    import hashlib
    import json

    body = request.read()
    said = {
        "letter_id": json.loads(body)["id"],
        "digest": hashlib.sha256(body).hexdigest(),
        "receiver": LANTERN,
        "received_at": "now",
    }
    unsigned = Receipt(signature="", **(said | other))
    return rules.signed_receipt(unsigned, key=KEYS["mirror"]).model_dump_json().encode()


@pytest.mark.parametrize(
    "body",
    [
        forged,
        lambda request: forged(request, receiver="sound"),
        lambda request: forged(request, digest="0" * 64),
        lambda request: forged(request, letter_id=str(new_uuid())),
        b"",
        b"junk",
        b"{}",
        b"[]",
    ],
)
def test_only_a_true_receipt_counts_as_delivered(inbox: peers.Peer, monkeypatch: pytest.MonkeyPatch, body: Body) -> None:
    answering(monkeypatch, with_body=body)
    with pytest.raises(post.ReceiptWrong):
        post.send(ready())
    assert only(post.undelivered()).last_error == "receipt_wrong"
    assert not list(ledger.entries([ledger.Kind.LETTER_SENT]))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, b"", post.PeerUnreachable),
        (503, b"{}", post.PeerUnreachable),
        (302, b"", post.PeerRefused),
        (400, b"junk", post.PeerRefused),
        (409, b'["letter_differs"]', post.PeerRefused),
        (403, b'{"error": {"deep": 1}}', post.PeerRefused),
        (403, b'{"error": "kestrel lives here"}', post.PeerRefused),
    ],
)
def test_whatever_a_peer_answers_the_letter_stays(
    inbox: peers.Peer, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, error: type[Exception]
) -> None:
    answering(monkeypatch, with_body=body, status=status, headers={"content-type": "application/json", "location": NOWHERE})
    with pytest.raises(error) as refused:
        post.send(ready())
    assert "kestrel" not in str(refused.value)
    assert only(post.undelivered()).attempts == 1


def test_an_answer_that_cannot_be_decoded_is_no_answer(inbox: peers.Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, with_body=b"not gzip", headers={"content-encoding": "gzip"})
    with pytest.raises(post.PeerUnreachable):
        post.send(ready())


def test_the_ledger_says_what_went_where(inbox: peers.Peer) -> None:
    letter = ready(b"clip")
    post.send(letter)
    entry = only(list(ledger.entries([ledger.Kind.LETTER_SENT], about=letter.reference)))
    opened = only(list(ledger.entries([ledger.Kind.EVIDENCE_OPENED])))
    assert (entry.facts["to"], entry.facts["files"]) == (LANTERN, 1)
    assert opened.facts["purpose"] == vault.Purpose.REFER
    assert ledger.verify().holds
