"""Signing and verifying, without the database (RFC 9421, RFC 9530)."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature as BadSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)

from varde.kernels.terms import clock
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import LetterKind
from varde.links.post.errors import SignatureRefused
from varde.links.post.types import Receipt, Request

TAG = "varde-post"
COVERED = ("@method", "@target-uri", "@authority", "content-digest", "content-type")
WINDOW = timedelta(seconds=300)
WRITERS = {
    LetterKind.REFERRAL: frozenset({StationRole.CLEARINGHOUSE}),
    LetterKind.OUTCOME: frozenset({StationRole.AGENCY, StationRole.CLEARINGHOUSE}),
}
RECEIPT_DOMAIN = b"varde/receipt/1\x00"


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, key: Any) -> None:  # noqa: ANN401  either half of an Ed25519 pair
        self.key = key

    def resolve_public_key(self, key_id: str) -> Any:  # noqa: ANN401, ARG002
        return self.key

    def resolve_private_key(self, key_id: str) -> Any:  # noqa: ANN401, ARG002
        return self.key


def digest_header(sha256: bytes) -> str:
    """Content-Digest of a body whose SHA-256 is known."""
    return f"sha-256=:{base64.b64encode(sha256).decode()}:"


def sign(request: Request, *, sender: str, key: Ed25519PrivateKey, nonce: str) -> None:
    """Put Signature and Signature-Input into the request's headers; Content-Digest and Content-Type must stand there."""
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(key))
    signer.sign(
        request, key_id=sender, created=clock.now(), nonce=nonce, tag=TAG, covered_component_ids=COVERED, use_existing_digest=True
    )


def claimed_sender(headers: dict[str, str]) -> str:
    """The key id that the request says it is signed with; to find the key by, not to be believed."""
    _, found, rest = headers.get("signature-input", "").partition('keyid="')
    name, closed, _ = rest.partition('"')
    if not found or not closed or not name:
        raise SignatureRefused("no key id")
    return name


def verified_nonce(request: Request, *, key: Ed25519PublicKey) -> str:
    """Check signature, coverage and age; answer the nonce. The body's digest is the caller's to compare."""
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(key))
    try:
        [result] = verifier.verify(request, max_age=WINDOW, expect_tag=TAG, require_components=COVERED)
    except (HTTPMessageSignaturesException, ValueError, TypeError, LookupError, AttributeError) as error:  # headers are hostile
        raise SignatureRefused from error
    nonce = result.nonce
    if not isinstance(nonce, str) or not 16 <= len(nonce) <= 100:
        raise SignatureRefused("no nonce")
    return nonce


def may_write(role: StationRole, kind: LetterKind) -> bool:
    """Whether a station of this role writes such letters: clearinghouses refer, agencies say what came of it."""
    return role in WRITERS[kind]


def letter_digest(body: bytes) -> str:
    """What a receipt is given for: SHA-256 of the letter's bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


def _signed_part(receipt: Receipt) -> bytes:
    fields = (receipt.receipt, str(receipt.letter_id), receipt.digest, receipt.receiver, receipt.received_at)
    return RECEIPT_DOMAIN + b"".join(len(field.encode()).to_bytes(4, "big") + field.encode() for field in fields)


def signed_receipt(unsigned: Receipt, *, key: Ed25519PrivateKey) -> Receipt:
    """The receipt with its signature in place."""
    signature = base64.b64encode(key.sign(_signed_part(unsigned))).decode()
    return unsigned.model_copy(update={"signature": signature})


def receipt_holds(receipt: Receipt, *, key: Ed25519PublicKey) -> bool:
    """Whether the receiver signed exactly this."""
    try:
        key.verify(base64.b64decode(receipt.signature), _signed_part(receipt))
    except (BadSignature, ValueError):
        return False
    return True
