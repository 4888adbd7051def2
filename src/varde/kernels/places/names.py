"""Countries by what people write: names, codes and telephone prefixes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from varde.kernels.places.districts import districts
from varde.kernels.places.loader import countries
from varde.kernels.places.types import Claim, Method, PlaceNames

DECLARED_PERCENT = 70  # people state where they live, and platforms rarely check it
PHONE_PERCENT = 60  # a number says where it was issued; people move and keep it
_E164 = re.compile(r"\+[1-9]\d{6,14}")


def place_names(country: str) -> PlaceNames:
    """A country, its police and its districts, for display; an unknown code stands for itself."""
    code = country.strip().upper()
    row = countries().get(code)
    return PlaceNames(
        country=code,
        name=row.name if row else code,
        own_name=row.own_names[0] if row and row.own_names else (row.name if row else code),
        police=row.police if row else "",
        districts=tuple((district.key, district.name) for district in districts(code)),
    )


def country_of_declared(text: str) -> Claim | None:
    """What an account states as its country: a code of two or three letters, or a name in English or its own language."""
    code = _by_name().get(_folded(text))
    if code is None:
        return None
    detail = f"the account states an address in {countries()[code].name}"
    return Claim(country=code, method=Method.DECLARED_ADDRESS, confidence_percent=DECLARED_PERCENT, detail=detail)


def country_of_phone(number: str) -> Claim | None:
    """The country that issued a number in the international form; +1 and +7 are shared by countries and say nothing."""
    plain = re.sub(r"[\s().\-/]", "", number)
    plain = "+" + plain[2:] if plain.startswith("00") else plain
    if not plain.isascii() or not _E164.fullmatch(plain):
        return None
    digits = plain[1:]
    code = next((_by_prefix()[digits[:n]] for n in (4, 3, 2, 1) if digits[:n] in _by_prefix()), None)
    if code is None:
        return None
    detail = f"the telephone number begins with a prefix of {countries()[code].name}"
    return Claim(country=code, method=Method.PHONE, confidence_percent=PHONE_PERCENT, detail=detail)


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in countries().values():
        names |= {_folded(name): row.code for name in (row.code, row.alpha3, row.name, *row.own_names) if name}
    return names


@cache
def _by_prefix() -> dict[str, str]:
    return {prefix: row.code for row in countries().values() for prefix in row.calling}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
