"""The closed lists of the CyberTip vocabulary, in the wire's spelling."""

from __future__ import annotations

from enum import StrEnum


class Edition(StrEnum):
    """Which schema: `ACCEPTING_2026` also takes informational and ageAssertionDiscrepancy, and is the default."""

    NOVEMBER_2025 = "2025-11"
    ACCEPTING_2026 = "2026"


class IncidentType(StrEnum):
    """What is reported."""

    CSAM = "Child Pornography (possession, manufacture, and distribution)"
    TRAFFICKING = "Child Sex Trafficking"
    TOURISM = "Child Sex Tourism"
    MOLESTATION = "Child Sexual Molestation"
    MISLEADING_DOMAIN = "Misleading Domain Name"
    MISLEADING_CONTENT = "Misleading Words or Digital Images on the Internet"
    ENTICEMENT = "Online Enticement of Children for Sexual Acts"
    UNSOLICITED = "Unsolicited Obscene Material Sent to a Child"


class BatchReason(StrEnum):
    """Why many accounts stand in one report."""

    VIRAL_POTENTIAL_MEME = "VIRAL_POTENTIAL_MEME"


class AddressType(StrEnum):
    """What an address is used for."""

    HOME = "Home"
    BUSINESS = "Business"
    BILLING = "Billing"
    SHIPPING = "Shipping"
    TECHNICAL = "Technical"


class EmailType(StrEnum):
    """What an e-mail address is used for."""

    HOME = "Home"
    WORK = "Work"
    BUSINESS = "Business"
    RECOVERY = "Recovery"


class PhoneType(StrEnum):
    """What a telephone number is used for."""

    MOBILE = "Mobile"
    HOME = "Home"
    BUSINESS = "Business"
    WORK = "Work"
    FAX = "Fax"
    INTERNET = "Internet"
    RECOVERY = "Recovery"


class EventName(StrEnum):
    """What happened when an address or a device was captured."""

    LOGIN = "Login"
    REGISTRATION = "Registration"
    PURCHASE = "Purchase"
    UPLOAD = "Upload"
    OTHER = "Other"
    UNKNOWN = "Unknown"


class AccountType(StrEnum):
    """How an associated account belongs to the reported one."""

    BILLING = "Billing"
    LINKED = "Linked"
    BUSINESS = "Business"
    CREATOR = "Creator"
    PARENT_OR_GUARDIAN = "Parent/Guardian"
    OTHER = "Other"


class FileRelevance(StrEnum):
    """Whether a file is what is reported, or only accompanies it."""

    REPORTED = "Reported"
    SUPPLEMENTAL = "Supplemental Reported"


class IndustryClassification(StrEnum):
    """The four codes of the industry's scale; what letter and digit stand for is not settled, so nothing is derived from them."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


class DetailsType(StrEnum):
    """Where name and value pairs of a file come from."""

    EXIF = "EXIF"
    HASH = "HASH"
