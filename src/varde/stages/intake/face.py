"""What others may call."""

from __future__ import annotations

from varde.stages.intake.acts.accept import accept
from varde.stages.intake.acts.configure import Limits, configure
from varde.stages.intake.acts.discard_copy import discard_copy
from varde.stages.intake.acts.offer_copy import offer_copy
from varde.stages.intake.acts.receive_file import receive_file
from varde.stages.intake.acts.sweep import sweep
from varde.stages.intake.errors import AttachmentUnknown, CaseNotFound, FileEmpty, FileTorn, IdempotencyConflict
from varde.stages.intake.queries import follow
from varde.stages.intake.types import Followed, NewFile, OfferedCopy, Progress, Receipt

__all__ = [
    "AttachmentUnknown",
    "CaseNotFound",
    "FileEmpty",
    "FileTorn",
    "Followed",
    "IdempotencyConflict",
    "Limits",
    "NewFile",
    "OfferedCopy",
    "Progress",
    "Receipt",
    "accept",
    "configure",
    "discard_copy",
    "follow",
    "offer_copy",
    "receive_file",
    "sweep",
]
