"""A platform's own machine and other machines with tokens: they speak with a station's API."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx

from rehearsal.errors import ApiRefused


class Machine:
    """One machine with one token. What gets no answer is sent again, as such machines do: every call may be repeated."""

    def __init__(self, url: str, token: str, *, patience_seconds: float = 120) -> None:
        self._patience_seconds = patience_seconds
        self._http = httpx.Client(
            base_url=url, timeout=600, headers={"Authorization": f"Bearer {token}"}, trust_env=False, follow_redirects=False
        )

    def send_file(self, path: Path) -> dict[str, Any]:
        """Put a file into the station's vault; answers its id and SHA-256."""
        headers = {"Content-Type": "application/octet-stream"}
        return self._call("POST", "/api/v1/files", content=path.read_bytes(), headers=headers)

    def send_report(self, body: dict[str, Any], *, key: str) -> dict[str, Any]:
        """A participant's report."""
        return self._call("POST", "/api/v1/reports", json=body, headers={"Idempotency-Key": key})

    def offer_copy(self, file: str) -> dict[str, Any]:
        """A file found in the platform's records that may be a copy of a confirmed item."""
        return self._call("POST", "/api/v1/copies", json={"file": file, "note": None})

    def send_share_records(self, lines: Iterable[dict[str, Any]], *, basis: str) -> dict[str, Any]:
        """The platform's records of who sent which confirmed item to whom."""
        body = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        return self._call("POST", "/api/v1/share-records", params={"basis": basis}, content=body, headers=headers)

    def pending(self) -> dict[str, Any]:
        """What is still on its way at the station."""
        return self._call("GET", "/api/pending")

    def counts(self) -> dict[str, Any]:
        """What the agency counted: one value for each figure."""
        counts: dict[str, Any] = self._call("GET", "/api/v1/counts")["counts"]
        return counts

    def act_digests(self) -> list[str]:
        """What the agency has of each act, as digests."""
        found: list[str] = self._call("GET", "/api/v1/acts/digests")["digests"]
        return found

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _call(self, method: str, address: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401  httpx's own arguments
        answer = answered(lambda: self._http.request(method, address, **sent), patience_seconds=self._patience_seconds)
        if answer.status_code >= 300:
            raise ApiRefused(f"{address}: HTTP {answer.status_code} {answer.text[:300]}")
        found: dict[str, Any] = answer.json()
        return found


def answered(call: Callable[[], httpx.Response], *, patience_seconds: float) -> httpx.Response:
    """Ask until there is an answer that is not the server's own failure."""
    until = time.monotonic() + patience_seconds
    while True:
        try:
            answer = call()
            if answer.status_code < 500 or time.monotonic() > until:
                return answer
        except httpx.TransportError as error:
            if time.monotonic() > until:
                raise ApiRefused(type(error).__name__) from error
        time.sleep(0.2)
