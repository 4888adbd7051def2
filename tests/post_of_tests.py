"""Letters in tests: Lantern writes to Fjord Police, whose station is under test; Lantern's mirror has another key."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from cast import FJORD, LANTERN
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import LetterKind
from varde.links.peers import face as peers
from varde.links.peers import own
from varde.links.post import rules
from varde.links.post.types import Letter, Request

HERE = "http://testserver"
LETTERS = "/api/inbox/letters"
JSON, BYTES = "application/json", "application/octet-stream"
KEYS = {name: Ed25519PrivateKey.generate() for name in ("lantern", "mirror", "fjord")}


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


@contextmanager
def station_named(name: str, *, folder: Path, key: Ed25519PrivateKey = KEYS["fjord"]) -> Iterator[None]:
    """This process is the station of that name."""
    before = (own._own.name, own._own.key_file)
    file = folder / "signing.key"
    file.write_text(base64.b64encode(key.private_bytes_raw()).decode())
    own.configure(name=name, key_file=file)
    yield
    own.configure(name=before[0], key_file=before[1])


def knows_lantern(*, url: str = HERE, role: StationRole = StationRole.CLEARINGHOUSE) -> peers.Peer:
    return peers.add(LANTERN, role=role, url=url, key=public(KEYS["lantern"]))


def letter(*files: bytes, id_: UUID | None = None, document: str = "{}", **other: Any) -> bytes:  # noqa: ANN401
    names = tuple(hashlib.sha256(file).hexdigest() for file in files)
    stated: dict[str, Any] = {"to": FJORD, "kind": LetterKind.REFERRAL, "reference": new_uuid()}
    return Letter(id=id_ or new_uuid(), document=document, files=names, **(stated | other)).model_dump_json().encode()


@dataclass
class Sender:
    """Whoever signs requests to the inbox of the station under test."""

    name: str = LANTERN
    key: Ed25519PrivateKey = KEYS["lantern"]

    def headers(
        self, method: str, path: str, *, body: bytes, content_type: str = JSON, nonce: str | None = None
    ) -> dict[str, str]:
        digest = rules.digest_header(hashlib.sha256(body).digest())
        request = Request(method, HERE + path, {"Content-Type": content_type, "Content-Digest": digest})
        rules.sign(request, sender=self.name, key=self.key, nonce=nonce or secrets.token_urlsafe(24))
        return request.headers

    def call(
        self, method: str, path: str, body: bytes = b"", *, content_type: str = JSON, headers: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401
        signed = headers or self.headers(method, path, body=body, content_type=content_type)
        return Client().generic(method, path, body, content_type=content_type, headers=signed)

    def write(self, body: bytes) -> Any:  # noqa: ANN401
        return self.call("POST", LETTERS, body)

    def put(self, data: bytes, *, name: str | None = None) -> Any:  # noqa: ANN401
        return self.call("PUT", f"/api/inbox/files/{name or hashlib.sha256(data).hexdigest()}", data, content_type=BYTES)

    def has(self, data: bytes) -> bool:
        path = f"/api/inbox/files/{hashlib.sha256(data).hexdigest()}"
        return bool(self.call("GET", path, content_type=BYTES).status_code == 200)
