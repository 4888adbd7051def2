"""The nouns of a truth: one frozen type per kind of line. The field names are those of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from varde.kernels.terms.people import Sex

FORMAT: Literal["varde-truth/1"] = "varde-truth/1"
STRICT = ConfigDict(extra="forbid")

Name = Annotated[str, Field(min_length=1, max_length=200)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class ItemKind(StrEnum):
    """What an item is: one picture or one clip."""

    PICTURE = "picture"
    VIDEO = "video"


class PictureFormat(StrEnum):
    """How a copy is encoded; a video's copies are MP4."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    MP4 = "mp4"


class How(StrEnum):
    """How a copy came to differ from its item."""

    ORIGINAL = "original"
    REENCODED = "reencoded"
    RESIZED = "resized"
    CROPPED = "cropped"


class PersonRole(StrEnum):
    """What a person is in the operation; known to the rehearsal only."""

    SHARER = "sharer"
    SELLER = "seller"
    MINOR_CONDUCT = "minor_conduct"
    SELF_DEPICTED = "self_depicted"  # filmed by themselves: the depicted child and the uploader are one
    DEPICTED = "depicted"  # depicted only
    BYSTANDER = "bystander"  # reports, or is a decoy; shares nothing


class QuirkName(StrEnum):
    """A deliberate difficulty. A quirk line says where one lies; it changes nothing in the replay."""

    ROOT = "root"  # an account with which the spreading began
    SHARED_PERSON = "shared_person"  # a person with more than one account
    MISSING_BIRTH_DATE = "missing_birth_date"  # a person none of whose accounts states one
    MISSING_ADDRESS = "missing_address"  # a person none of whose accounts states one
    VPN = "vpn"  # an account that acts from an exit in another country
    SAME_HOUSEHOLD = "same_household"  # a person who shares an address and an IP with somebody else
    BIRTHDAY_AT_MIDNIGHT = "birthday_at_midnight"  # first act in the first local hour of a birthday: the date in UTC misleads


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line: what is rehearsed, and the country's rules that the counting needs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    truth: Literal["varde-truth/1"] = FORMAT
    operation: Name
    country: Country
    zone: Name
    age_line: Annotated[int, Field(ge=0, le=30)]
    scale: float | None = None
    seed: int | None = None
    publicity_at: AwareDatetime | None = None
    second_wave_from: AwareDatetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person lives, or says to live."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    street: Name
    city: Name
    postcode: Name
    country: Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An e-mail address stated by an account; verified when the platform saw that it is theirs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    address: Name
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone number stated by an account, with the country's prefix."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    number: Annotated[str, Field(pattern=r"^\+[0-9]{6,15}$")]
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A made-up human being, as they really are."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["person"] = "person"
    id: Name
    first_name: Name
    last_name: Name
    native_name: str | None = None
    sex: Sex = Sex.UNKNOWN
    birth_date: date | None = None
    address: Address | None = None
    role: PersonRole = PersonRole.SHARER


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on a platform: its id is the name by which messages are sent; the rest is what it states about itself."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["account"] = "account"
    id: Name
    person: Name
    platform: Name
    screen_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    address: Address | None = None
    ips: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """How to make an item: the number of a scene; the same scene is always the same picture. Length is for clips."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    scene: Annotated[int, Field(ge=0, le=100_000)]
    seconds: Annotated[float, Field(ge=1, le=60)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One picture or clip, however often it was re-encoded; `depicts` names persons."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["item"] = "item"
    id: Name
    type: ItemKind
    media: Media
    depicts: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One distinct file of an item."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["copy"] = "copy"
    id: Name
    item: Name
    how: How = How.ORIGINAL
    format: PictureFormat
    width: Annotated[int, Field(ge=64, le=1920)]
    quality: Annotated[int, Field(ge=1, le=100)] = 85
    crop_percent: Annotated[float, Field(ge=0, le=10)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One message by which an account passed a copy on; the id is the message's. Recipients are accounts or outside names."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["act"] = "act"
    id: Name
    account: Name
    copy: Name
    recipients: Annotated[tuple[Name, ...], Field(min_length=1)]
    at: AwareDatetime
    ip: Name | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    conversation: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One participant's report: which messages, by whom (null: anonymous), with or without the files.

    `deliveries` above 1: the same request arrives again, with the same idempotency key. `late`: after the main import.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["report"] = "report"
    id: Name
    reporter: Name | None = None
    acts: Annotated[tuple[Name, ...], Field(min_length=1)]
    at: AwareDatetime
    attach: bool = True
    note: str | None = None
    deliveries: Annotated[int, Field(ge=1, le=5)] = 1
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Where a deliberate difficulty lies; `about` is the id of a person or an account."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: Literal["quirk"] = "quirk"
    quirk: QuirkName
    about: Name


@dataclass(frozen=True, kw_only=True)
class Truth:
    """A whole operation. `persons`, `accounts`, ... keep the order of the file."""

    header: Header
    persons: tuple[Person, ...] = ()
    accounts: tuple[Account, ...] = ()
    items: tuple[Item, ...] = ()
    copies: tuple[Copy, ...] = ()
    acts: tuple[Act, ...] = ()
    reports: tuple[Report, ...] = ()
    quirks: tuple[Quirk, ...] = field(default=())

    @cached_property
    def copy_by_id(self) -> dict[str, Copy]:
        """Each copy under its id."""
        return {copy.id: copy for copy in self.copies}

    @cached_property
    def account_by_id(self) -> dict[str, Account]:
        """Each account under its id."""
        return {account.id: account for account in self.accounts}

    @cached_property
    def act_by_id(self) -> dict[str, Act]:
        """Each act under its message id."""
        return {act.id: act for act in self.acts}

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms in the order in which accounts name them."""
        return tuple(dict.fromkeys(account.platform for account in self.accounts))
