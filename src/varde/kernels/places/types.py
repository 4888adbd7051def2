"""Claims about where somebody is, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

_STRICT = {"extra": "forbid"}


class Confidence(StrEnum):
    """Whether a table row was compared with an official list."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Method(StrEnum):
    """How a country was concluded."""

    DECLARED_ADDRESS = "declared_address"
    PHONE = "phone"
    IP_AT_ACT = "ip_at_act"
    ESTIMATED_LOCATION = "estimated_location"
    VICTIM_RESIDENCE = "victim_residence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One indication of a country (ISO 3166-1, two letters). `detail` says what was seen, in words, without a particular."""

    country: str
    method: Method
    confidence_percent: int
    detail: str
    is_proxy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What all claims come to; `country` is None where nothing is known or the claims hold each other in balance."""

    country: str | None
    confidence_percent: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Postcodes from `low` to `high`, both inclusive."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A police district. `jurisdiction` is the key for `kernels/law`, other than the country where a part has its own code."""

    key: str
    country: str
    name: str
    own_name: str
    is_lead: bool
    jurisdiction: str
    postcodes: tuple[Span, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A postcode lies in this district. `is_approximate` where the table was not compared with an official list."""

    district: str
    name: str
    reason: str
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """No district can be concluded."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's row. `police` is what its police is called; `calling` are prefixes that belong to it alone."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    code: str
    name: str
    own_names: tuple[str, ...] = ()
    alpha3: str = ""
    police: str = ""
    calling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """A country and its districts, for display: keys to English names."""

    country: str
    name: str
    own_name: str
    police: str
    districts: tuple[tuple[str, str], ...]
