"""YAML, read strictly: plain values only, and no key twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from varde.kernels.places.errors import PlaceDataWrong


def read_yaml(text: str, *, name: str) -> Any:  # noqa: ANN401  unshaped until the tables' types have read it
    """The document's plain values; a key that stands twice would hide a row, so it is refused."""
    try:
        return yaml.load(text, Loader=_Strict)  # noqa: S506  a child of SafeLoader
    except yaml.YAMLError as error:
        raise PlaceDataWrong(f"{name}: {str(error).replace(chr(10), ' ')[:200]}") from error


class _Strict(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"key {twice!r} stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)
