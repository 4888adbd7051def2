from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class SignatureRefused(VardeError):
    """The request is not signed by a peer known here; check the key with `varde peer list` at both stations."""

    code = "signature_refused"
    status = 401


class LetterReplayed(VardeError):
    """This very request was received before; send the letter again with a fresh nonce."""

    code = "letter_replayed"
    status = 409


class LetterDiffers(VardeError):
    """A letter with this id was received with other contents; give the new letter an id of its own."""

    code = "letter_differs"
    status = 409


class LetterUnreadable(VardeError):
    """This is not a letter as `varde-letter/1` describes it; see docs/reference/post.md."""

    code = "letter_unreadable"
    status = 400


class LetterNotForUs(VardeError):
    """This letter is addressed to another station; check the name under which that station knows this one."""

    code = "letter_not_for_us"
    status = 409


class LetterNotYours(VardeError):
    """A station of this role does not write letters of this kind; check the peer's role with `varde peer list`."""

    code = "letter_not_yours"
    status = 403


class FileMissing(VardeError):
    """The letter names a file that was not sent; put it to inbox/files first."""

    code = "file_missing"
    status = 409


class FileDiffers(VardeError):
    """The bytes received are not those of the SHA-256 in the address; send the file again."""

    code = "file_differs"
    status = 400


class PeerUnreachable(VardeError):
    """The other station did not answer; the letter stays here and is tried again."""

    code = "peer_unreachable"
    status = 503


class PeerRefused(VardeError):
    """The other station refused the letter; it stays here and is tried again, and a person should look."""

    code = "peer_refused"
    status = 502


class ReceiptWrong(VardeError):
    """The other station's receipt does not verify; the letter counts as not delivered and is tried again."""

    code = "receipt_wrong"
    status = 502
