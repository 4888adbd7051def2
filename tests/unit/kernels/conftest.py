from __future__ import annotations

from collections.abc import Iterator

import pytest

from varde.kernels.media import Decoder


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder.start() as started:
        yield started
