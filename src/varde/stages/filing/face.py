"""What others may call."""

from __future__ import annotations

from varde.stages.filing.acts.configure import configure
from varde.stages.filing.acts.draft import draft, note_joined
from varde.stages.filing.acts.file import file
from varde.stages.filing.acts.file_now import file_now
from varde.stages.filing.acts.import_shares import import_shares
from varde.stages.filing.acts.release_due_holds import release_due_holds
from varde.stages.filing.acts.retain import retain
from varde.stages.filing.acts.take_outcome import take_outcome
from varde.stages.filing.errors import BasisMissing, SharesRefused, TipNotWaiting, TipUnknown
from varde.stages.filing.queries import count_by_state, one_tip, tips
from varde.stages.filing.types import (
    Clearinghouse,
    Imported,
    KnownOutcome,
    Lack,
    OneTip,
    Platform,
    TipFacts,
    TipFileFacts,
    TipRow,
    TipState,
    Told,
)

__all__ = [
    "BasisMissing",
    "Clearinghouse",
    "Imported",
    "KnownOutcome",
    "Lack",
    "OneTip",
    "Platform",
    "SharesRefused",
    "TipFacts",
    "TipFileFacts",
    "TipNotWaiting",
    "TipRow",
    "TipState",
    "TipUnknown",
    "Told",
    "configure",
    "count_by_state",
    "draft",
    "file",
    "file_now",
    "import_shares",
    "note_joined",
    "one_tip",
    "release_due_holds",
    "retain",
    "take_outcome",
    "tips",
]
