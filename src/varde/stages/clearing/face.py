"""What others may call."""

from __future__ import annotations

from varde.stages.clearing.acts.add_file import add_file, attach_file, expect_file
from varde.stages.clearing.acts.agree import agree, end_agreement
from varde.stages.clearing.acts.describe_file import describe_file
from varde.stages.clearing.acts.finish import expire_unfinished, finish, retract
from varde.stages.clearing.acts.forward_outcome import forward_outcome
from varde.stages.clearing.acts.open_report import open_report
from varde.stages.clearing.acts.place import place
from varde.stages.clearing.acts.take_in import take_in
from varde.stages.clearing.errors import (
    AgreementStands,
    AlreadyDescribed,
    AlreadyFinished,
    AlreadyReferred,
    AlreadyRetracted,
    BasisNeeded,
    NoAgreement,
    NoSuchFile,
    NoSuchReport,
    NoSuchTip,
    NotTheirTip,
    NotYourReport,
    OneFileOnly,
    ReasonNeeded,
    SubmissionError,
    UnknownCountry,
)
from varde.stages.clearing.profile import Profile, configure, profile
from varde.stages.clearing.queries import (
    agreements,
    bundle,
    bundles,
    desk,
    items_of,
    referrals,
    tip,
    tip_document,
    tips_of,
    waiting,
)
from varde.stages.clearing.types import AgreementShown, BundleShown, Desk, Graded, ItemShown, ReferralShown, TipShown

__all__ = [
    "AgreementShown",
    "AgreementStands",
    "AlreadyDescribed",
    "AlreadyFinished",
    "AlreadyReferred",
    "AlreadyRetracted",
    "BasisNeeded",
    "BundleShown",
    "Desk",
    "Graded",
    "ItemShown",
    "NoAgreement",
    "NoSuchFile",
    "NoSuchReport",
    "NoSuchTip",
    "NotTheirTip",
    "NotYourReport",
    "OneFileOnly",
    "Profile",
    "ReasonNeeded",
    "ReferralShown",
    "SubmissionError",
    "TipShown",
    "UnknownCountry",
    "add_file",
    "agree",
    "agreements",
    "attach_file",
    "bundle",
    "bundles",
    "configure",
    "describe_file",
    "desk",
    "end_agreement",
    "expect_file",
    "expire_unfinished",
    "finish",
    "forward_outcome",
    "items_of",
    "open_report",
    "place",
    "profile",
    "referrals",
    "retract",
    "take_in",
    "tip",
    "tip_document",
    "tips_of",
    "waiting",
]
