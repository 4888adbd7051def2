"""The one loader of the law tables: strict, lazy, read once per process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from types import MappingProxyType

from varde.kernels.law.ages import day_of
from varde.kernels.law.errors import LawDataWrong, ZoneUnknown
from varde.kernels.law.rows import AgeLine, CountryLaw, Preservation, Row

_FOLDER = "data"
_ANY_MOMENT = datetime(2018, 1, 15, tzinfo=UTC)  # to see whether a zone exists
_AGES = "ages.yaml"  # a list of countries; every other file is one country
_TABLES = (
    "age_lines",
    "juvenile_law",
    "offences",
    "lawful_neighbours",
    "consequences",
    "preservation",
    "not_booked",
    "diversions",
)


@cache
def laws() -> Mapping[str, CountryLaw]:
    """All countries' tables by code; a country of its own file does not stand in ages.yaml."""
    return load(files(__package__).joinpath(_FOLDER))


def load(folder: Traversable) -> Mapping[str, CountryLaw]:
    """Read and check every table of a folder."""
    found: dict[str, CountryLaw] = {}
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name):
        for law in _read(file):
            if law.country in found:
                raise LawDataWrong(f"{file.name}: {law.country} stands twice")
            found[law.country] = law
    _check(found.values())
    return MappingProxyType(found)


def _read(file: Traversable) -> list[CountryLaw]:
    from pydantic import TypeAdapter, ValidationError

    from varde.kernels.law.reading import read_yaml

    raw = read_yaml(file.read_text(encoding="utf-8"), name=file.name)
    try:
        if file.name == _AGES:
            return TypeAdapter(list[CountryLaw]).validate_json(raw, strict=True)
        return [TypeAdapter(CountryLaw).validate_json(raw, strict=True)]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LawDataWrong(f"{file.name}: {where}: {first['msg']}") from error


def _check(all_laws: Iterable[CountryLaw]) -> None:
    seen: set[str] = set()
    for law in all_laws:
        for row in rows_of(law):
            _check_row(row, seen=seen)
        _check_country(law)


def rows_of(law: CountryLaw) -> list[Row]:
    """Every row of a country."""
    return [row for table in _TABLES for row in getattr(law, table)]


def _check_row(row: Row, *, seen: set[str]) -> None:
    if not row.id.strip() or row.id in seen:
        raise LawDataWrong(f"row id {row.id!r} is empty or stands twice")
    seen.add(row.id)
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise LawDataWrong(f"{row.id}: valid_to lies before valid_from")
    if isinstance(row, Preservation) and (row.days is None) == (row.years is None):
        raise LawDataWrong(f"{row.id}: give days or years, one of them")


def _check_country(law: CountryLaw) -> None:
    _check_zone(law)
    _check_spans(law)
    for line in law.age_lines:
        if line.country != law.country or not 0 < line.age <= 25:
            raise LawDataWrong(f"{line.id}: of another country, or an age that no law has")
        if line.lower_age is not None and not 0 < line.lower_age < line.age:
            raise LawDataWrong(f"{line.id}: lower_age must lie below age")
    known = {offence.id for offence in law.offences}
    for entry in law.consequences:
        if entry.offence is not None and entry.offence not in known:
            raise LawDataWrong(f"{entry.id}: offence {entry.offence} has no row")


def _check_zone(law: CountryLaw) -> None:
    try:
        if law.zone is not None:
            day_of(_ANY_MOMENT, law.zone)
    except ZoneUnknown as error:
        raise LawDataWrong(f"{law.country}: {error}") from error


def _check_spans(law: CountryLaw) -> None:
    lines = sorted(law.age_lines, key=_begins)
    for earlier, later in pairwise(lines):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
            raise LawDataWrong(f"{later.id}: two age lines hold on the same day")


def _begins(line: AgeLine) -> str:
    return line.valid_from.isoformat() if line.valid_from else ""
