from __future__ import annotations

from enum import StrEnum

import pytest

from varde.kernels.wire import xml
from varde.kernels.wire.cybertip import SCHEMA, Edition, schema, values

XS = "{http://www.w3.org/2001/XMLSchema}"
LISTS: dict[str, type[StrEnum]] = {
    "incidentType": values.IncidentType,
    "batchReason": values.BatchReason,
    "addressUse": values.AddressType,
    "emailUse": values.EmailType,
    "phoneUse": values.PhoneType,
    "eventName": values.EventName,
    "accountType": values.AccountType,
    "fileRelevance": values.FileRelevance,
    "industryClassification": values.IndustryClassification,
    "detailsType": values.DetailsType,
}


def listed(name: str) -> list[str | None]:
    types = [found for found in xml.parse(SCHEMA).iter(f"{XS}simpleType") if found.get("name") == name]
    return [value.get("value") for value in types[0].iter(f"{XS}enumeration")]


@pytest.mark.parametrize("name", LISTS)
def test_the_schema_lists_the_same_values_as_the_types(name: str) -> None:
    assert listed(name) == [member.value for member in LISTS[name]]


def test_countries_and_states_are_as_many_as_the_wire_has() -> None:
    assert len(set(listed("country"))) == 258
    assert len(set(listed("state"))) == 55


def test_the_older_edition_is_the_schema_without_what_2026_added() -> None:
    older = schema.text_of(Edition.NOVEMBER_2025)
    assert schema.text_of(Edition.ACCEPTING_2026) == SCHEMA
    assert b'name="informational"' not in older
    assert b'name="ageAssertionDiscrepancy"' not in older
