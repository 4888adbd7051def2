"""What others may call."""

from __future__ import annotations

from varde.keeps.vault.acts.destroy import destroy
from varde.keeps.vault.acts.fingerprint import fingerprint, fingerprint_all
from varde.keeps.vault.acts.open_for import open_for, read_document
from varde.keeps.vault.acts.preview import preview
from varde.keeps.vault.acts.put import Sealer, put, put_document, sealer
from varde.keeps.vault.acts.sweep import sweep
from varde.keeps.vault.errors import (
    EvidenceMissing,
    NoSuchObject,
    NotADocument,
    NothingToShow,
    ObjectDestroyed,
    PurposeNotYours,
    SealBroken,
    TooLarge,
    VaultFull,
    VaultNotSetUp,
    VaultWriteFailed,
)
from varde.keeps.vault.nearness import near
from varde.keeps.vault.queries import (
    describe,
    describe_all,
    examined,
    find,
    is_sealed,
    mark,
    marks,
    open_value,
    open_values,
    seal_value,
    seal_values,
)
from varde.keeps.vault.registry import configure
from varde.keeps.vault.types import Examined, Near, Purpose, Sealed, Swept
from varde.kernels.media import Undecodable, UndecodableReason

__all__ = [
    "EvidenceMissing",
    "Examined",
    "Near",
    "NoSuchObject",
    "NotADocument",
    "NothingToShow",
    "ObjectDestroyed",
    "Purpose",
    "PurposeNotYours",
    "SealBroken",
    "Sealed",
    "Sealer",
    "Swept",
    "TooLarge",
    "Undecodable",
    "UndecodableReason",
    "VaultFull",
    "VaultNotSetUp",
    "VaultWriteFailed",
    "configure",
    "describe",
    "describe_all",
    "destroy",
    "examined",
    "find",
    "fingerprint",
    "fingerprint_all",
    "is_sealed",
    "mark",
    "marks",
    "near",
    "open_for",
    "open_value",
    "open_values",
    "preview",
    "put",
    "put_document",
    "read_document",
    "seal_value",
    "seal_values",
    "sealer",
    "sweep",
]
