"""Postcode to police district."""

from __future__ import annotations

import re
from functools import cache

from varde.kernels.places.errors import NoSuchDistrict
from varde.kernels.places.loader import districts_by_country, tables
from varde.kernels.places.types import Confidence, District, Placed, Unplaced

_PREFIX = re.compile(r"^[A-Z]{1,2}[- ]", re.IGNORECASE)


def districts(country: str) -> tuple[District, ...]:
    """The police districts of a country in the order of the table; empty where there is no table."""
    return districts_by_country().get(country.strip().upper(), ())


def district_named(key: str) -> District:
    """The district of this key."""
    try:
        return _by_key()[key]
    except KeyError:
        raise NoSuchDistrict(key[:40]) from None


def district_of(country: str, postcode: str) -> Placed | Unplaced:
    """The district in which a postcode lies, such as ("DK", "3000")."""
    code = country.strip().upper()
    table = tables().get(code)
    if table is None:
        return Unplaced(f"There is no table of police districts for {code or 'an unknown country'}.")
    digits = _digits(postcode)
    if not digits.isdecimal() or not digits.isascii() or len(digits) != table.digits:
        return Unplaced(f"A postcode in {code} has {table.digits} digits; this one has not.")
    found = next((district for district in districts(code) if _holds(district, int(digits))), None)
    return _placed(found, digits) if found else Unplaced(f"Postcode {digits} stands in no district of the table.")


def _placed(district: District, digits: str) -> Placed:
    approximate = district.confidence is Confidence.UNCONFIRMED
    hedge = " (approximate table; check near a border)" if approximate else ""
    reason = f"Postcode {digits} lies in {district.name}{hedge}."
    return Placed(district=district.key, name=district.name, reason=reason, is_approximate=approximate)


def _digits(postcode: str) -> str:
    """Without blanks, a hyphen or a country prefix such as DK- before the digits."""
    return re.sub(r"[\s-]", "", _PREFIX.sub("", postcode.strip()))


def _holds(district: District, number: int) -> bool:
    return any(span.low <= number <= span.high for span in district.postcodes)


@cache
def _by_key() -> dict[str, District]:
    return {district.key: district for found in districts_by_country().values() for district in found}
