from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor, ActorKind
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.ids import PeerName
from varde.links.peers import face as peers
from varde.links.post import rules
from varde.links.post.errors import LetterReplayed, SignatureRefused
from varde.links.post.models import SeenNonce
from varde.links.post.types import Request


def verify_sender(request: Request, *, target: str) -> peers.Peer:
    """Which peer signed this request; a stranger, a wrong key, an old or a repeated request is refused and recorded."""
    claimed = "unknown"
    try:
        claimed = rules.claimed_sender(request.headers)
        sender = _known(claimed)
        _use_nonce(sender, rules.verified_nonce(request, key=sender.verifier()))
    except VardeError as error:
        refuse(claimed, target=target, why=error.code)
        raise
    return sender


def refuse(sender: str, *, target: str, why: str) -> None:
    """Write down that a request to our inbox was refused."""
    by = Actor(ActorKind.PEER, sender[:100])
    with transaction.atomic():
        ledger.record(ledger.Kind.LETTER_REFUSED, about=target[:200], by=by, facts={"why": why})


def _known(name: str) -> peers.Peer:
    try:
        return peers.peer(PeerName(name))
    except peers.UnknownPeer as error:
        raise SignatureRefused("unknown peer") from error


def _use_nonce(sender: peers.Peer, nonce: str) -> None:
    moment = clock.now()
    try:
        with transaction.atomic():
            SeenNonce.objects.filter(seen_at__lt=moment - rules.WINDOW - timedelta(minutes=1)).delete()
            SeenNonce.objects.create(sender=sender.name, nonce=nonce, seen_at=moment)
    except IntegrityError as error:
        raise LetterReplayed from error
