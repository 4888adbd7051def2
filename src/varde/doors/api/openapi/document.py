"""The document, put together from what each door's `described.py` says of itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from varde.doors.api.describing import REFUSAL, Json
from varde.doors.api.urls import DOORS
from varde.kernels.terms.roles import StationRole

SECURITY: Json = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A machine's token, made with `varde token add NAME --right …` and shown once.",
    },
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "Signature",
        "description": "An HTTP message signature (RFC 9421) with the peer's Ed25519 key; docs/reference/post.md has the rules.",
    },
}


@cache
def document_for(role: StationRole) -> Json:
    """What a station of this role answers in JSON. Doors of other formats (XML) have documents of their own."""
    told: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": f"varde: a station of the role {role}",
            "version": version("varde"),
            "description": "Every refusal is a code and a sentence; no answer and no refusal repeats what was sent.",
        },
        "paths": {},
        "components": {"schemas": {"Refusal": REFUSAL}, "securitySchemes": SECURITY},
    }
    for door in described_at(role):
        told["paths"] |= door.PATHS
        told["components"]["schemas"] |= door.SCHEMAS
    return told


def described_at(role: StationRole) -> list[Any]:
    """The `described.py` of each door of that role which has one."""
    rooms = dict.fromkeys(urls.removesuffix(".urls") for _, urls, roles in DOORS if role in roles)
    names = [f"{room}.described" for room in rooms if find_spec(f"{room}.described")]
    return [import_module(name) for name in names]
