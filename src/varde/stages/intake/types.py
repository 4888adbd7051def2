from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from varde.kernels.terms.ids import ReportId


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was taken in: the id to attach it by, and what was received."""

    file: UUID
    sha256: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is given. `joined`: the same messages had been reported before."""

    case_number: str
    pin: str
    joined: bool


@dataclass(frozen=True, slots=True)
class OfferedCopy:
    """The matter that an offered copy became. `is_new` is False when the same bytes had been offered before."""

    report: ReportId
    is_new: bool


class Progress(StrEnum):
    """How far a report has come, as told to the person who made it."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being_looked_at"
    CONFIRMED = "confirmed"  # it is passed on to the clearinghouse
    NOT_REPORTABLE = "not_reportable"


@dataclass(frozen=True, slots=True)
class Followed:
    """What the person who reported may know."""

    case_number: str
    progress: Progress
    received_at: datetime
    since: datetime
