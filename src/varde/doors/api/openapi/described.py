"""This document itself."""

from __future__ import annotations

from varde.doors.api.describing import Json, answer, operation
from varde.doors.api.guard import GetOnly

SCHEMAS: dict[str, Json] = {}
_ANY = {"type": "object", "required": ["openapi", "info", "paths"], "properties": {"openapi": {"const": "3.1.0"}}}
PATHS: Json = {
    "/api/openapi.json": {
        "get": operation(
            "This document",
            security=None,
            answers={200: answer("OpenAPI 3.1", _ANY, {"openapi": "3.1.0", "info": {}, "paths": {}})},
            refuses=(GetOnly,),
        )
    }
}
