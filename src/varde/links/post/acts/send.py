from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import LetterKind, LetterReady
from varde.links.peers import face as peers
from varde.links.post import client, rules
from varde.links.post.errors import ReceiptWrong
from varde.links.post.models import LetterState, OutgoingLetter
from varde.links.post.types import Letter, Receipt

JSON = "application/json"
BYTES = "application/octet-stream"
NOT_THERE = 404


def send(ready: LetterReady) -> None:
    """Deliver a letter and keep the receipt. Called again after a crash or a failure, it delivers the same letter once."""
    row = _row_of(ready)
    if row.state == LetterState.DELIVERED:
        return
    to = peers.peer(ready.to)
    try:
        files = tuple(_send_file(to, file) for file in ready.files)
        _send_letter(row, to=to, ready=ready, files=files)
    except VardeError as error:
        OutgoingLetter.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, last_error=error.code)
        raise


def _row_of(ready: LetterReady) -> OutgoingLetter:
    with transaction.atomic():
        row, _ = OutgoingLetter.objects.get_or_create(
            to=ready.to, kind=ready.kind, reference=ready.reference, defaults={"written_at": clock.now()}
        )
    return row


def _send_file(to: peers.Peer, file: ObjectId) -> str:
    """Put one file into the peer's inbox unless it has it from us already; answers the SHA-256 in hex."""
    sealed = vault.describe(file)
    name = sealed.sha256.hex()
    url = f"{to.url}/api/inbox/files/{name}"
    empty = hashlib.sha256(b"").digest()
    asked = client.call("GET", url, sha256=empty, content_type=BYTES)
    if asked.status_code != NOT_THERE:
        client.accepted(asked)
        return name
    with vault.open_for(file, purpose=vault.Purpose.REFER, by=THE_STATION) as body:
        client.accepted(client.call("PUT", url, sha256=sealed.sha256, content_type=BYTES, body=body, size=sealed.size))
    return name


def _send_letter(row: OutgoingLetter, *, to: peers.Peer, ready: LetterReady, files: tuple[str, ...]) -> None:
    document = vault.read_document(ready.document, by=THE_STATION).decode()
    letter = Letter(id=row.pk, to=to.name, kind=LetterKind(ready.kind), reference=ready.reference, document=document, files=files)
    body = letter.model_dump_json().encode()
    url = f"{to.url}/api/inbox/letters"
    answer = client.accepted(client.call("POST", url, sha256=hashlib.sha256(body).digest(), content_type=JSON, body=body))
    receipt = _checked(answer.content, to=to, letter_id=row.pk, digest=rules.letter_digest(body))
    with transaction.atomic():
        mine = OutgoingLetter.objects.filter(pk=row.pk, state=LetterState.WAITING)
        moment = clock.now()
        if mine.update(state=LetterState.DELIVERED, delivered_at=moment, receipt=answer.content, last_error=""):
            facts = {"to": to.name, "kind": ready.kind, "digest": receipt.digest, "files": len(files)}
            ledger.record(ledger.Kind.LETTER_SENT, about=ready.reference, by=THE_STATION, facts=facts)


def _checked(answer: bytes, *, to: peers.Peer, letter_id: UUID, digest: str) -> Receipt:
    try:
        receipt = Receipt.model_validate_json(answer)
    except ValidationError as error:
        raise ReceiptWrong(to.name) from error
    ours = (receipt.letter_id, receipt.digest, receipt.receiver) == (letter_id, digest, to.name)
    if not ours or not rules.receipt_holds(receipt, key=to.verifier()):
        raise ReceiptWrong(to.name)
    return receipt
