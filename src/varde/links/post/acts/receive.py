from __future__ import annotations

from typing import BinaryIO

from django.db import transaction
from pydantic import ValidationError

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor, ActorKind
from varde.kernels.terms.ids import ObjectId, PeerName
from varde.kernels.terms.topics import ARRIVES_AS, LetterArrived
from varde.links.peers import face as peers
from varde.links.post import rules
from varde.links.post.errors import FileDiffers, FileMissing, LetterDiffers, LetterNotForUs, LetterNotYours, LetterUnreadable
from varde.links.post.models import IncomingFile, IncomingLetter
from varde.links.post.types import Letter, Receipt

MARK = "post/incoming-file"


def has_file(sha256: bytes, *, sender: peers.Peer) -> bool:
    """Whether this very peer has sent this file before; what others sent is never told."""
    return _object(sha256, sender=sender.name) is not None


def receive_file(body: BinaryIO, *, sha256: bytes, sender: peers.Peer) -> None:
    """Seal a file sent ahead of its letter, if its bytes are those announced."""
    by = Actor(ActorKind.PEER, sender.name)
    with transaction.atomic():
        sealed = vault.put(body, by=by)
        if sealed.sha256 != sha256:
            raise FileDiffers
        mark = vault.mark(sha256, context=MARK)
        IncomingFile.objects.update_or_create(
            sender=sender.name, mark=mark, defaults={"object_id": sealed.id, "received_at": clock.now()}
        )


def receive_letter(body: bytes, *, sender: peers.Peer) -> bytes:
    """Take a letter in once and answer our signed receipt; the same letter again gets the same receipt."""
    letter, digest = _parsed(body), rules.letter_digest(body)
    if letter.to != peers.own_name():
        raise LetterNotForUs
    if not rules.may_write(sender.role, letter.kind):
        raise LetterNotYours(letter.kind)
    with transaction.atomic():
        known = IncomingLetter.objects.select_for_update().filter(sender=sender.name, letter_id=letter.id).first()
        if known is not None:
            return _again(known, digest=digest)
        receipt = _receipt(letter, digest=digest)
        _, created = IncomingLetter.objects.get_or_create(
            sender=sender.name, letter_id=letter.id, defaults={"digest": digest, "received_at": clock.now(), "receipt": receipt}
        )
        if created:
            _hand_over(letter, sender=sender, digest=digest)
    return receipt if created else receive_letter(body, sender=sender)


def _parsed(body: bytes) -> Letter:
    try:
        return Letter.model_validate_json(body)
    except ValidationError as error:
        place = str((error.errors(include_input=False)[0]["loc"] or ("",))[0])
        raise LetterUnreadable(place if place in Letter.model_fields else "") from None


def _again(known: IncomingLetter, *, digest: str) -> bytes:
    if known.digest != digest:
        raise LetterDiffers(str(known.letter_id))
    return bytes(known.receipt)


def _receipt(letter: Letter, *, digest: str) -> bytes:
    at = clock.now().isoformat(timespec="milliseconds")
    unsigned = Receipt(letter_id=letter.id, digest=digest, receiver=peers.own_name(), received_at=at, signature="")
    return rules.signed_receipt(unsigned, key=peers.own_key()).model_dump_json().encode()


def _hand_over(letter: Letter, *, sender: peers.Peer, digest: str) -> None:
    by = Actor(ActorKind.PEER, sender.name)
    files = tuple(_file(name, sender=sender.name) for name in letter.files)
    document = vault.put_document(letter.document.encode(), by=by)
    arrived = LetterArrived(sender.name, letter.kind, letter.reference, document, files)
    handover.put(ARRIVES_AS[letter.kind], arrived)
    facts = {"kind": letter.kind, "digest": digest, "files": len(files)}
    ledger.record(ledger.Kind.LETTER_RECEIVED, about=letter.reference, by=by, facts=facts)


def _file(name: str, *, sender: PeerName) -> ObjectId:
    found = _object(bytes.fromhex(name), sender=sender)
    if found is None:
        raise FileMissing(name[:12])
    return found


def _object(sha256: bytes, *, sender: PeerName) -> ObjectId | None:
    """Where a file that this peer sent lies, unless it was destroyed since."""
    row = IncomingFile.objects.filter(sender=sender, mark=vault.mark(sha256, context=MARK)).first()
    return ObjectId(row.object_id) if row is not None and vault.is_sealed(ObjectId(row.object_id)) else None
