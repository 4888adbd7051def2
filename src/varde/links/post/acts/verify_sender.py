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
from varde.links.post.types import Request, Target

UNKNOWN = PeerName("unknown")


def verify_sender(request: Request, *, target: Target) -> peers.Peer:
    """Which peer signed this request; a stranger, a wrong key, an old or a repeated request is refused and recorded."""
    claimed, proven = None, UNKNOWN
    try:
        sender = _known(rules.claimed_sender(request.headers))
        claimed = sender.name
        nonce = rules.verified_nonce(request, key=sender.verifier())
        proven = sender.name
        _use_nonce(sender, nonce)
    except VardeError as error:
        refuse(proven, target=target, why=error.code, claimed=claimed)
        raise
    return sender


def refuse(sender: PeerName, *, target: Target, why: str, claimed: PeerName | None = None) -> None:
    """Write down that a request to our inbox was refused. `claimed`: the peer it says it is from, which nothing proves."""
    by = Actor(ActorKind.PEER, sender)
    with transaction.atomic():
        ledger.record(ledger.Kind.LETTER_REFUSED, about=target, by=by, facts={"why": why, "claimed": claimed})


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
