"""How a dataclass field stands in XML. A field without a mark is a child element named after it in camelCase, in field order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field
from functools import cache
from typing import Any

ATTRIBUTE: Mapping[str, Any] = {"as": "attribute"}
TEXT: Mapping[str, Any] = {"as": "text"}  # the element's own text
FLAG: Mapping[str, Any] = {"as": "flag"}  # an empty element, there or not


def spelled(name: str) -> Mapping[str, Any]:
    """A child element whose spelling on the wire is not the camelCase of the field's name."""
    return {"as": "element", "name": name}


@cache
def wire_name(field: Field[Any]) -> str:
    """`esp_identifier` -> `espIdentifier`, unless the field says otherwise."""
    stated: str | None = field.metadata.get("name")
    return stated or re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), field.name)


@cache
def stands_as(field: Field[Any]) -> str:
    """One of element, attribute, text, flag."""
    kind: str = field.metadata.get("as", "element")
    return kind
