# ruff: noqa: ANN401  it stands for arrays of every kind
"""The machine code as the Python that it was written in, with every index into its arrays checked.

Compiled code checks no bounds: what it would do outside them shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from varde.kernels import compiling
from varde.kernels.media import jpeg
from varde.kernels.media.jpeg import huffman

NAMES = ("windows_compiled", "unstuffing_compiled", "sequential_compiled", "progressive_compiled")


class Checked:
    """An array that takes whole numbers inside it only: no negative ones."""

    def __init__(self, array: NDArray[Any]) -> None:
        self.array, self.shape = array, array.shape

    def _checked(self, key: Any) -> Any:
        for one, side in zip(key if isinstance(key, tuple) else (key,), self.shape, strict=True):
            if not 0 <= int(one) < side:
                raise AssertionError(f"{key} is outside {self.shape}")
        return key

    def __getitem__(self, key: Any) -> Any:
        return self.array[self._checked(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.array[self._checked(key)] = value

    def __iter__(self) -> Iterator[Any]:
        return iter(self.array.tolist())


def _checking(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: function(*(Checked(one) if isinstance(one, np.ndarray) else one for one in given))


def _loaded(name: str, patch: pytest.MonkeyPatch) -> ModuleType:
    patch.setattr(compiling, "compiled", lambda *_, **__: lambda function: function)
    spec = find_spec(f"{jpeg.__name__}.{name}")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_in_plain_python(patch: pytest.MonkeyPatch) -> None:
    """From here on the readers use these."""
    for name in NAMES:
        module = _loaded(name, patch)
        for what in [what for what, value in vars(module).items() if callable(value) and not what.startswith("_")]:
            if getattr(module, what).__module__ == module.__name__:
                setattr(module, what, _checking(getattr(module, what)))
        patch.setattr(jpeg, name, module, raising=False)
    for kept in (huffman.sequence, huffman.band):
        kept.cache_clear()
