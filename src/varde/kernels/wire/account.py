"""What a platform states of an account.

All of it is a claim, kept as stated; an implausible birth date is flagged later, not refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from varde.kernels.terms.people import Sex
from varde.kernels.wire.strict import STRICT, Day, Ip, Label, Name


@dataclass(frozen=True, slots=True, config=STRICT)
class EmailAddress:
    """An address; `verified` is None where the platform does not say."""

    address: Name
    verified: bool | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class PhoneNumber:
    """A number as the platform writes it, e.g. +4520000000."""

    number: Name
    verified: bool | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class PostalAddress:
    """A postal address; `country` is an ISO 3166 alpha-2 code where the platform is able to give one."""

    street: Label | None = None
    city: Label | None = None
    postcode: Label | None = None
    country: Label | None = None


Emails = Annotated[tuple[EmailAddress, ...], Field(max_length=100)]
Phones = Annotated[tuple[PhoneNumber, ...], Field(max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class AccountData:
    """An account as a letter carries it; `esp_identifier` is the platform's own name for it."""

    esp_identifier: Name
    service: Label | None = None
    screen_name: Label | None = None
    first_name: Label | None = None
    last_name: Label | None = None
    birth_date: Day | None = None
    sex: Sex = Sex.UNKNOWN
    emails: Emails = ()
    phones: Phones = ()
    address: PostalAddress | None = None
    registered_ip: Ip | None = None
