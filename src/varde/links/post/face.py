"""What others may call."""

from __future__ import annotations

from varde.links.post.acts.receive import has_file, receive_file, receive_letter
from varde.links.post.acts.send import send
from varde.links.post.acts.verify_sender import refuse, verify_sender
from varde.links.post.errors import (
    FileDiffers,
    FileMissing,
    LetterDiffers,
    LetterNotForUs,
    LetterNotYours,
    LetterReplayed,
    LetterUnreadable,
    PeerRefused,
    PeerUnreachable,
    ReceiptWrong,
    SignatureRefused,
)
from varde.links.post.queries import undelivered
from varde.links.post.rules import digest_header
from varde.links.post.types import Letter, LetterRow, Receipt, Request, Target

__all__ = [
    "FileDiffers",
    "FileMissing",
    "Letter",
    "LetterDiffers",
    "LetterNotForUs",
    "LetterNotYours",
    "LetterReplayed",
    "LetterRow",
    "LetterUnreadable",
    "PeerRefused",
    "PeerUnreachable",
    "Receipt",
    "ReceiptWrong",
    "Request",
    "SignatureRefused",
    "Target",
    "digest_header",
    "has_file",
    "receive_file",
    "receive_letter",
    "refuse",
    "send",
    "undelivered",
    "verify_sender",
]
