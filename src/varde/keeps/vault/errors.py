from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class VaultNotSetUp(VardeError):
    """The vault has no directory or no key; start the station with `varde up`, or name its data directory."""

    code = "vault_not_set_up"
    status = 503


class VaultFull(VardeError):
    """The vault's disk is full and the file was not taken; free space or enlarge the volume, then send it again."""

    code = "vault_full"
    status = 507


class VaultWriteFailed(VardeError):
    """The vault's disk did not confirm the file, which was dropped; check the disk, then send the file again."""

    code = "vault_write_failed"
    status = 503


class TooLarge(VardeError):
    """The file is larger than this station takes; send a smaller one or ask for the limit to be raised."""

    code = "too_large"
    status = 413


class NoSuchObject(VardeError):
    """The vault has no such object; check the id."""

    code = "no_such_object"
    status = 404


class ObjectDestroyed(VardeError):
    """The object was destroyed and cannot be opened again; the ledger says by whom and why."""

    code = "object_destroyed"
    status = 410


class EvidenceMissing(VardeError):
    """An object's file is not on the disk; restore it from the backup and raise the alarm."""

    code = "evidence_missing"
    status = 500


class SealBroken(VardeError):
    """What was read is not what was sealed; nothing of it is shown: restore it from the backup and raise the alarm."""

    code = "seal_broken"
    status = 500


class PurposeNotYours(VardeError):
    """The station by itself may not open evidence for this purpose; a person has to."""

    code = "purpose_not_yours"
    status = 403


class NotADocument(VardeError):
    """This object is evidence, not one of the station's own documents; open it for a stated purpose."""

    code = "not_a_document"
    status = 403


class NothingToShow(VardeError):
    """This file cannot be shown safely; decide by what is known of it, or ask for a specialist's examination."""

    code = "nothing_to_show"
    status = 422


class KeyholderUnreachable(VardeError):
    """The process that holds the station key does not answer; see that it runs (`varde doctor`), then try again."""

    code = "keyholder_unreachable"
    status = 503


class KeyholderRefused(VardeError):
    """The key holder refused the request; this is a fault in the program: report it."""

    code = "keyholder_refused"
    status = 500


class KeyFileUnsafe(VardeError):
    """The station key's file is not a key of 32 bytes that only its owner can read; correct it (chmod 600) or restore it."""

    code = "key_file_unsafe"
    status = 500


class SocketUnsafe(VardeError):
    """The key holder's socket cannot be placed there; use a short path in a directory of mode 0700 that nobody else serves."""

    code = "socket_unsafe"
    status = 500
