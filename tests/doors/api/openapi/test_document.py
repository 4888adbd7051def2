"""The document says what the JSON doors do: every address, every example, for each role."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from varde.doors.api.openapi.document import document_for
from varde.doors.api.reports.described import LINE_EXAMPLES
from varde.doors.api.urls import DOORS, patterns_for
from varde.kernels.terms.roles import StationRole

OTHER_FORMATS = {"varde.doors.api.ispws.urls", "varde.doors.api.hashsharing.urls"}  # XML, with schemas of their own
ROLES = pytest.mark.parametrize("role", list(StationRole))
Json = dict[str, Any]


def addresses(patterns: list[Any], before: str = "/") -> Iterator[str]:
    """Every address below, as OpenAPI writes them; the last resort of each door is none."""
    for each in patterns:
        here = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(each.pattern))
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, here)
        elif (isinstance(each, URLPattern) and str(each.pattern) != "") or not here.endswith("/"):
            yield here


def of_json(role: StationRole) -> set[str]:
    xml = {address for address, door, _ in DOORS if door in OTHER_FORMATS}
    return {each for each in addresses(patterns_for(role)) if not any(each.startswith(f"/{one}") for one in xml)}


@ROLES
def test_every_address_is_described_and_nothing_else(role: StationRole) -> None:
    assert set(document_for(role)["paths"]) == of_json(role)


@ROLES
def test_the_document_is_openapi(role: StationRole) -> None:
    document = document_for(role)
    assert document["openapi"] == "3.1.0"
    jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": schemas(document)})
    ids = list(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(document)))
    assert set(ids) <= set(schemas(document))


def schemas(document: Json) -> Json:
    found: Json = document["components"]["schemas"]
    return found


def examples(node: Any) -> Iterator[tuple[Json, Any]]:  # noqa: ANN401  any JSON
    """Each schema that stands beside examples or one example, with each of them."""
    if isinstance(node, dict):
        if "schema" in node:
            yield from ((node["schema"], each["value"]) for each in node.get("examples", {}).values())
            if "example" in node:
                yield node["schema"], node["example"]
        for each in node.values():
            yield from examples(each)
    elif isinstance(node, list):
        for each in node:
            yield from examples(each)


def is_valid(value: Any, schema: Json, document: Json) -> bool:  # noqa: ANN401
    whole = {**schema, "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid(value)


@ROLES
def test_every_example_is_valid(role: StationRole) -> None:
    document = document_for(role)
    found = list(examples(document["paths"]))
    assert len(found) > 40
    assert [(schema, value) for schema, value in found if not is_valid(value, schema, document)] == []


def test_examples_of_lines_are_valid_too() -> None:
    document = document_for(StationRole.PLATFORM)
    for name, value in LINE_EXAMPLES.items():
        assert is_valid(value, {"$ref": f"#/components/schemas/{name}"}, document)
        assert not is_valid({**value, "colour": "red"}, {"$ref": f"#/components/schemas/{name}"}, document)


@ROLES
def test_every_json_answer_has_an_example_and_every_operation_refuses(role: StationRole) -> None:
    for methods in document_for(role)["paths"].values():
        for operation in methods.values():
            assert "405" in operation["responses"]
            told = [of for each in operation["responses"].values() for of in each.get("content", {}).values()]
            assert all("examples" in of for of in told)


@pytest.mark.django_db
@pytest.mark.urls("urls_of_fjord")
def test_a_station_serves_the_document_of_its_own_doors() -> None:
    served = Client().get("/api/openapi.json").json()
    assert served == json.loads(json.dumps(document_for(StationRole.AGENCY)))
    assert "/api/v1/counts" in served["paths"]
    assert "/api/v1/reports" not in served["paths"]


@pytest.mark.urls("urls_of_fjord")
@pytest.mark.parametrize("address", ["/api/nowhere", "/api/v1/incidents/a/b/c", "/hma/c/exchanges", "/api/inbox/files/a/b"])
def test_an_address_that_is_not_there_is_told_in_json(address: str) -> None:
    answer = Client().post(address, b"x", content_type="text/plain")
    assert (answer.status_code, answer.json()["error"]) == (404, "no_such_address")
