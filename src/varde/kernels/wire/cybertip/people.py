"""People and how to reach them. Fields are the wire's names in snake_case, in the wire's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from varde.kernels.wire.cybertip.markup import ATTRIBUTE, TEXT
from varde.kernels.wire.cybertip.values import AddressType, EmailType, PhoneType


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """One e-mail address; `verification_date` only with verified=True."""

    address: str = field(metadata=TEXT)
    type: EmailType | None = field(default=None, metadata=ATTRIBUTE)
    verified: bool | None = field(default=None, metadata=ATTRIBUTE)
    verification_date: datetime | None = field(default=None, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One number; with `country_calling_code` (`+45`) the number itself must not repeat it."""

    number: str = field(metadata=TEXT)
    type: PhoneType | None = field(default=None, metadata=ATTRIBUTE)
    verified: bool | None = field(default=None, metadata=ATTRIBUTE)
    verification_date: datetime | None = field(default=None, metadata=ATTRIBUTE)
    country_calling_code: str | None = field(default=None, metadata=ATTRIBUTE)
    extension: str | None = field(default=None, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `country` is a code of the wire's list, `state` a US state code."""

    type: AddressType | None = field(default=None, metadata=ATTRIBUTE)
    address: str | None = None
    city: str | None = None
    zip_code: str | None = None
    state: str | None = None
    non_usa_state: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as stated; `age_assertion_discrepancy` exists since 2026."""

    first_name: str | None = None
    last_name: str | None = None
    phone: tuple[Phone, ...] = ()
    email: tuple[Email, ...] = ()
    address: tuple[Address, ...] = ()
    age: int | None = None
    age_assertion_discrepancy: bool | None = None
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Whom to ask at an organisation."""

    first_name: str | None = None
    last_name: str | None = None
    phone: tuple[Phone, ...] = ()
    email: tuple[Email, ...] = ()
    address: tuple[Address, ...] = ()
