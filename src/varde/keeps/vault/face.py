"""What others may call."""

from __future__ import annotations

from varde.keeps.vault.acts.destroy import destroy
from varde.keeps.vault.acts.open_for import open_for, read_document
from varde.keeps.vault.acts.put import put, put_document
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
from varde.keeps.vault.queries import (
    describe,
    describe_all,
    find,
    is_sealed,
    mark,
    open_value,
    open_values,
    seal_value,
    seal_values,
)
from varde.keeps.vault.registry import configure
from varde.keeps.vault.types import Purpose, Sealed, Swept

__all__ = [
    "EvidenceMissing",
    "NoSuchObject",
    "NotADocument",
    "NothingToShow",
    "ObjectDestroyed",
    "Purpose",
    "PurposeNotYours",
    "SealBroken",
    "Sealed",
    "Swept",
    "TooLarge",
    "VaultFull",
    "VaultNotSetUp",
    "VaultWriteFailed",
    "configure",
    "describe",
    "describe_all",
    "destroy",
    "find",
    "is_sealed",
    "mark",
    "open_for",
    "open_value",
    "open_values",
    "put",
    "put_document",
    "read_document",
    "seal_value",
    "seal_values",
    "sweep",
]
