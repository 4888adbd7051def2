"""The one loader of the place tables: strict, lazy, read once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, TypeVar

from varde.kernels.places.errors import PlaceDataWrong
from varde.kernels.places.types import Confidence, Country, District, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictRow:
    """A row of districts.yaml; `postcodes` are "3000-3699" or "4050"."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    key: str
    name: str
    own_name: str
    postcodes: tuple[str, ...]
    lead: bool = False
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictTable:
    """One country in districts.yaml: its districts, how long its postcodes are, and where the table is from."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    country: str
    digits: int
    as_of: str
    source: str
    checked: date
    confidence: Confidence
    districts: tuple[DistrictRow, ...]
    note: str = ""


@cache
def countries() -> Mapping[str, Country]:
    """All countries by code."""
    rows = _read(Country, "countries.yaml")
    found = {row.code: row for row in rows}
    if len(found) != len(rows):
        raise PlaceDataWrong("countries.yaml: a code stands twice")
    return MappingProxyType(found)


@cache
def tables() -> Mapping[str, DistrictTable]:
    """The tables of districts by country."""
    rows = _read(DistrictTable, "districts.yaml")
    return MappingProxyType({row.country: row for row in rows})


@cache
def districts_by_country() -> Mapping[str, tuple[District, ...]]:
    """Every country's districts, checked: no key twice, no postcode in two districts."""
    found = {table.country: tuple(_district(row, table=table) for row in table.districts) for table in tables().values()}
    keys = [district.key for districts in found.values() for district in districts]
    if len(keys) != len(set(keys)):
        raise PlaceDataWrong("districts.yaml: a key stands twice")
    for districts in found.values():
        check_apart(districts)
    return MappingProxyType(found)


def check_apart(districts: tuple[District, ...]) -> None:
    """Refuse a table in which two districts share a postcode."""
    spans = sorted((span.low, span.high, district.key) for district in districts for span in district.postcodes)
    for (_, high, one), (low, _, other) in pairwise(spans):
        if low <= high:
            raise PlaceDataWrong(f"districts.yaml: {one} and {other} share postcode {low}")


def _district(row: DistrictRow, *, table: DistrictTable) -> District:
    return District(
        key=row.key,
        country=table.country,
        name=row.name,
        own_name=row.own_name,
        is_lead=row.lead,
        jurisdiction=row.jurisdiction or table.country,
        postcodes=tuple(span_of(text, key=row.key) for text in row.postcodes),
        confidence=table.confidence,
    )


def span_of(text: str, *, key: str) -> Span:
    """Read "3000-3699" or "4050"."""
    low, dash, high = text.partition("-")
    high = high if dash else low
    if not (low.isdecimal() and high.isdecimal()) or int(high) < int(low):
        raise PlaceDataWrong(f"districts.yaml: {key}: {text!r} is no span of postcodes")
    return Span(low=int(low), high=int(high))


def _read(shape: type[T], name: str) -> tuple[T, ...]:
    from pydantic import TypeAdapter, ValidationError

    from varde.kernels.places.reading import read_yaml

    raw = read_yaml(files(__package__).joinpath("data", name).read_text(encoding="utf-8"), name=name)
    try:
        return tuple(TypeAdapter(list[shape]).validate_json(raw, strict=True))  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PlaceDataWrong(f"{name}: {where}: {first['msg']}") from error
