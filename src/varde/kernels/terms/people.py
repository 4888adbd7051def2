"""What is known of a person."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """As stated by the account or a register; unknown is its own value."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"
