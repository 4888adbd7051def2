"""The words in which a door's `described.py` says what it takes and answers (OpenAPI 3.1).

Schemas come from the types that parse and answer, so that they cannot drift; refusals from the errors' own classes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from varde.doors.api.guard import BUSY, RETRY_AFTER_SECONDS, LengthMissing, RequestTorn, TokenMissing
from varde.keeps.parties import face as parties
from varde.kernels.terms.errors import VardeError

Json = dict[str, Any]
Errors = Iterable[type[VardeError]]
CLOSED = ConfigDict(extra="forbid")  # of an answer's type: nothing else is answered
JSON, BYTES, FORM, TEXT = "application/json", "application/octet-stream", "multipart/form-data", "text/plain"
_REF = "#/components/schemas/{model}"
BY_TOKEN: Errors = (TokenMissing, parties.NotAllowed)
WITH_BODY: Errors = (LengthMissing, RequestTorn)


REFUSAL: Json = {
    "type": "object",
    "description": "What was refused: a code for machines, a sentence for people, and where it can be mended.",
    "required": ["error", "message"],
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "path": {"type": "string", "description": "the field, as a JSON path"},
        "line": {"type": "integer", "description": "the line of a body that is read by lines"},
        "lines": {"type": "array", "items": {"type": "integer"}},
    },
    "additionalProperties": False,
}


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": _REF.format(model=name)}


def schemas_of(*types: Any, answers: bool = False) -> dict[str, Json]:  # noqa: ANN401  any type that pydantic knows
    """The schemas of these types and of all that stand in them, by name; `answers`: as we write them, not as we read them."""
    found: dict[str, Json] = {}
    for each in types:
        adapter = TypeAdapter(each)
        made = adapter.json_schema(ref_template=_REF, mode="serialization" if answers else "validation")
        found |= made.pop("$defs", {})
        found.setdefault(each.__name__, made)
    plain: dict[str, Json] = json.loads(json.dumps(found).replace(r"\\A", "^").replace(r"\\z", "$"))  # as ECMA 262 writes them
    return plain


def body(schema: Json, example: object, *, kind: str = JSON) -> Json:
    """A request's body."""
    return {"required": True, "content": {kind: {"schema": schema, "examples": {"one": {"value": example}}}}}


def bytes_body(says: str) -> Json:
    """A request's body of raw bytes."""
    return {"required": True, "description": says, "content": {BYTES: {"schema": {}}}}


def answer(says: str, schema: Json | None = None, example: object = None, *, kind: str = JSON) -> Json:
    """An answer that refuses nothing."""
    if schema is None:
        return {"description": says}
    return {"description": says, "content": {kind: {"schema": schema, "examples": {"one": {"value": example}}}}}


def parameter(name: str, says: str, *, schema: Json, example: object, place: str = "query", required: bool = False) -> Json:
    """A parameter of the address, of its query or of the head."""
    told = {"name": name, "in": place, "description": says, "schema": schema, "example": example}
    return told | {"required": required or place == "path"}


def operation(
    says: str,
    *,
    answers: Mapping[int, Json],
    refuses: Errors = (),
    parameters: Iterable[Json] = (),
    takes: Json | None = None,
    security: str | None = "token",
    right: parties.Right | None = None,
) -> Json:
    """One method of one address: what it takes, answers and refuses. `security` None: open to everybody."""
    told: Json = {"summary": says, "security": [{security: []}] if security else []}
    if right is not None:
        told["description"] = f"Needs a token with the right `{right}`."
    if parameters:
        told["parameters"] = list(parameters)
    if takes is not None:
        told["requestBody"] = takes
    told["responses"] = {str(status): each for status, each in answers.items()} | _refusals(refuses, answers)
    return told


def _refusals(errors: Errors, answers: Mapping[int, Json]) -> Json:
    by_status: dict[int, dict[str, type[VardeError]]] = {}
    for each in errors:
        by_status.setdefault(each.status, {})[each.code] = each
    return {str(status): _refusal(status, of) for status, of in sorted(by_status.items()) if status not in answers}


def _refusal(status: int, of: Mapping[str, type[VardeError]]) -> Json:
    content = {
        "schema": {"allOf": [ref("Refusal"), {"properties": {"error": {"enum": sorted(of)}}}]},
        "examples": {code: {"value": {"error": code, "message": _sentence(each)}} for code, each in sorted(of.items())},
    }
    told: Json = {"description": ", ".join(sorted(of)), "content": {JSON: content}}
    if status == TokenMissing.status:
        told["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "example": "Bearer"}}
    elif status == BUSY:
        told["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "example": RETRY_AFTER_SECONDS}}
    return told


def _sentence(error: type[VardeError]) -> str:
    return (error.__doc__ or error.code).strip().splitlines()[0]
