"""HTTP to a peer's inbox: signed requests, one pooled connection per process."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from functools import cache
from typing import BinaryIO

import httpx

from varde.links.peers import face as peers
from varde.links.post import rules
from varde.links.post.errors import PeerRefused, PeerUnreachable
from varde.links.post.types import Request

CHUNK = 1 << 20
WORD = re.compile(r"[a-z_]{1,40}")
TIMEOUT = httpx.Timeout(60, connect=10)


@cache
def _http() -> httpx.Client:
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)


def _chunks(body: BinaryIO) -> Iterable[bytes]:
    while chunk := body.read(CHUNK):
        yield chunk


def _signed(method: str, url: str, *, sha256: bytes, content_type: str) -> dict[str, str]:
    headers = {"Content-Type": content_type, "Content-Digest": rules.digest_header(sha256)}
    request = Request(method, url, headers)
    rules.sign(request, sender=peers.own_name(), key=peers.own_key(), nonce=secrets.token_urlsafe(24))
    return request.headers


def call(
    method: str, url: str, *, sha256: bytes, content_type: str, body: bytes | BinaryIO = b"", size: int | None = None
) -> httpx.Response:
    """Send one signed request; answers of 500 and above, and none at all, mean unreachable."""
    headers = _signed(method, url, sha256=sha256, content_type=content_type)
    if size is not None:
        headers["Content-Length"] = str(size)
    try:
        answer = _http().request(method, url, headers=headers, content=body if isinstance(body, bytes) else _chunks(body))
    except httpx.RequestError as error:
        raise PeerUnreachable(type(error).__name__) from error
    if answer.status_code >= 500:
        raise PeerUnreachable(f"HTTP {answer.status_code}")
    return answer


def accepted(answer: httpx.Response) -> httpx.Response:
    """The answer, or the peer's refusal as an error that names its code."""
    if answer.status_code >= 300:
        raise PeerRefused(f"HTTP {answer.status_code} {_code(answer)}".strip())
    return answer


def _code(answer: httpx.Response) -> str:
    """The error code that the answer names, if it is one of our words at all."""
    try:
        said = answer.json()
    except ValueError:
        return ""
    code = said.get("error") if isinstance(said, dict) else None
    return code if isinstance(code, str) and WORD.fullmatch(code) else ""
