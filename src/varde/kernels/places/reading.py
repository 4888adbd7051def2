"""YAML, read strictly: plain values only, and no key twice."""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import date
from typing import Any

import yaml

from varde.kernels.places.errors import PlaceDataWrong


def read_yaml(text: str, *, name: str) -> bytes:
    """The document as JSON, to be checked strictly; a key that stands twice would hide a row and is refused."""
    try:
        plain = yaml.load(text, Loader=_Strict)  # noqa: S506  a child of SafeLoader
        return json.dumps(plain, default=_day).encode()
    except (yaml.YAMLError, ValueError) as error:
        raise PlaceDataWrong(f"{name}: {str(error).replace(chr(10), ' ')[:200]}") from error


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"{type(value).__name__} is not allowed here")


class _Strict(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"key {twice!r} stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)
