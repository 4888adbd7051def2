"""Identifiers: time-ordered UUIDs (RFC 9562, version 7) with a type for each thing they name."""

from __future__ import annotations

import os
from typing import NewType
from uuid import UUID

from varde.kernels.terms import clock

ObjectId = NewType("ObjectId", UUID)  # a sealed file in the vault
ReportId = NewType("ReportId", UUID)  # a participant's report, or an offered copy, on a platform
ReviewId = NewType("ReviewId", UUID)  # one matter before a moderator
TipId = NewType("TipId", UUID)  # a platform's CyberTip, before and after filing
ReceivedTipId = NewType("ReceivedTipId", UUID)  # a CyberTip at the clearinghouse
BundleId = NewType("BundleId", UUID)  # reports that carry the same item
ReferralId = NewType("ReferralId", UUID)  # what one agency is given of one tip
IncidentId = NewType("IncidentId", UUID)  # an agency's case
AccountId = NewType("AccountId", UUID)  # an account, as an agency knows it
PersonId = NewType("PersonId", UUID)  # a person, as an agency knows them
PeerName = NewType("PeerName", str)  # an organisation we speak with, e.g. "lantern"


def new_uuid() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, then random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (2**48 - 1)) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
