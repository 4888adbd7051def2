from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from harbour_of_tests import landscape
from varde.keeps.hashlists import face as hashlists
from varde.keeps.parties import face as parties
from varde.kernels.hashing import fingerprint
from varde.kernels.media import Decoder

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def pdq_of() -> Callable[[bytes], bytes]:
    """A picture's PDQ, made by the same decoder as evidence's."""

    @functools.cache  # starting a decoder takes a while
    def made(picture: bytes) -> bytes:
        with Decoder.start() as decoder:
            seen = fingerprint(io.BytesIO(picture), decoder=decoder)
        return seen.fingerprints[0].value  # type: ignore[union-attr]

    return made


@pytest.fixture
def known(pdq_of: Callable[[bytes], bytes]) -> dict[str, Any]:
    """Lantern's list knows a landscape by its looks, and another file by its bytes."""
    hashlists.add_list("lantern", "lantern")
    hashlists.add_list("empty one", "fjord")
    pdq = pdq_of(landscape(1))
    by_looks = hashlists.add_entry("lantern", algorithm=hashlists.Algorithm.PDQ, value=pdq, classification="B2")
    digest = hashlib.sha256(b"not a picture").digest()
    by_bytes = hashlists.add_entry("lantern", algorithm=hashlists.Algorithm.SHA256, value=digest, classification="A1")
    return {"pdq": pdq, "by_looks": by_looks, "by_bytes": by_bytes}


def client(*rights: parties.Right) -> Ask:
    token = parties.issue_token("harbour-matcher", rights=rights)
    asking = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token}"})

    def ask(address: str, data: object = None, **more: Any) -> Any:  # noqa: ANN401
        method = more.pop("method", "get" if data is None else "post")
        return getattr(asking, method)(address, data, **more) if data is not None else getattr(asking, method)(address, **more)

    return ask


@pytest.fixture
def ask() -> Ask:
    """Harbour's matcher, with its token."""
    return client(parties.Right.LOOK_UP)
