"""The accounts of a report: reported, recipients, victims, and what is linked to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from varde.kernels.wire.cybertip.markup import ATTRIBUTE, TEXT, spelled
from varde.kernels.wire.cybertip.people import Address, Email, Person, Phone
from varde.kernels.wire.cybertip.traces import DeviceId, EstimatedLocation, IpCapture, PermanentlyDisabled, TemporarilyDisabled
from varde.kernels.wire.cybertip.values import AccountType

PRIOR_REPORTS = spelled("priorCTReports")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlatform:
    """The platform of an associated account."""

    name: str = field(metadata=TEXT)
    third_party_user: bool | None = field(default=None, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociatedAccount:
    """Another account of the same person or household. `age_assertion_discrepancy` exists since 2026."""

    type: AccountType = field(metadata=ATTRIBUTE)
    platform: AccountPlatform | None = None
    first_name: str | None = None
    middle_name: str | None = None
    last_name: str | None = None
    approximate_age: int | None = None
    age_assertion_discrepancy: bool | None = None
    date_of_birth: date | None = None
    phone: tuple[Phone, ...] = ()
    email: tuple[Email, ...] = ()
    all_emails_reported: bool | None = None
    address: tuple[Address, ...] = ()
    esp_service: str | None = None
    esp_identifier: str | None = None
    profile_url: tuple[str, ...] = ()
    screen_name: str | None = None
    display_name: tuple[str, ...] = ()
    profile_bio: str | None = None
    group_identifier: str | None = None
    compromised_account: bool | None = None
    account_temporarily_disabled: TemporarilyDisabled | None = None
    account_permanently_disabled: PermanentlyDisabled | None = None
    ip_capture_event: tuple[IpCapture, ...] = ()
    device_id: tuple[DeviceId, ...] = ()
    prior_ct_report: tuple[int, ...] = field(default=(), metadata=spelled("priorCTReport"))
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPerson:
    """personOrUserReported."""

    person_or_user_reported_person: Person | None = None
    vehicle_description: str | None = None
    esp_identifier: str | None = None
    esp_service: str | None = None
    compromised_account: bool | None = None
    screen_name: str | None = None
    display_name: tuple[str, ...] = ()
    profile_url: tuple[str, ...] = ()
    profile_bio: str | None = None
    ip_capture_event: tuple[IpCapture, ...] = ()
    device_id: tuple[DeviceId, ...] = ()
    third_party_user_reported: bool | None = None
    prior_ct_reports: tuple[int, ...] = field(default=(), metadata=PRIOR_REPORTS)
    group_identifier: str | None = None
    account_temporarily_disabled: TemporarilyDisabled | None = None
    account_permanently_disabled: PermanentlyDisabled | None = None
    estimated_location: EstimatedLocation | None = None
    all_emails_reported: bool | None = None
    associated_account: tuple[AssociatedAccount, ...] = ()
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """intendedRecipient; unlike elsewhere `additional_info` may stand several times."""

    intended_recipient_person: Person | None = None
    esp_identifier: str | None = None
    esp_service: str | None = None
    compromised_account: bool | None = None
    screen_name: str | None = None
    display_name: tuple[str, ...] = ()
    profile_url: tuple[str, ...] = ()
    profile_bio: str | None = None
    ip_capture_event: tuple[IpCapture, ...] = ()
    device_id: tuple[DeviceId, ...] = ()
    prior_ct_reports: tuple[int, ...] = field(default=(), metadata=PRIOR_REPORTS)
    group_identifier: str | None = None
    account_temporarily_disabled: TemporarilyDisabled | None = None
    account_permanently_disabled: PermanentlyDisabled | None = None
    estimated_location: EstimatedLocation | None = None
    all_emails_reported: bool | None = None
    additional_info: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """victim; the person is required, though it may be empty."""

    victim_person: Person
    esp_identifier: str | None = None
    esp_service: str | None = None
    compromised_account: bool | None = None
    screen_name: str | None = None
    display_name: tuple[str, ...] = ()
    profile_url: tuple[str, ...] = ()
    profile_bio: str | None = None
    ip_capture_event: tuple[IpCapture, ...] = ()
    device_id: tuple[DeviceId, ...] = ()
    school_name: str | None = None
    prior_ct_reports: tuple[int, ...] = field(default=(), metadata=PRIOR_REPORTS)
    account_temporarily_disabled: TemporarilyDisabled | None = None
    account_permanently_disabled: PermanentlyDisabled | None = None
    estimated_location: EstimatedLocation | None = None
    all_emails_reported: bool | None = None
    associated_account: tuple[AssociatedAccount, ...] = ()
    additional_info: str | None = None
