"""A platform's own machine and other machines with tokens: they speak with a station's API."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx

from rehearsal.errors import ApiRefused


class Machine:
    """One machine with one token."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=url, timeout=600, headers={"Authorization": f"Bearer {token}"}, trust_env=False, follow_redirects=False
        )

    def send_file(self, path: Path) -> dict[str, Any]:
        """Put a file into the station's vault; answers its id and SHA-256."""
        with path.open("rb") as file:
            return self._json(
                self._http.post("/api/v1/files", content=file, headers={"Content-Type": "application/octet-stream"})
            )

    def send_report(self, body: dict[str, Any], *, key: str) -> dict[str, Any]:
        """A participant's report."""
        return self._json(self._http.post("/api/v1/reports", json=body, headers={"Idempotency-Key": key}))

    def offer_copy(self, file: str) -> dict[str, Any]:
        """A file found in the platform's records that may be a copy of a confirmed item."""
        return self._json(self._http.post("/api/v1/copies", json={"file": file, "note": None}))

    def send_share_records(self, lines: Iterable[dict[str, Any]], *, basis: str) -> dict[str, Any]:
        """The platform's records of who sent which confirmed item to whom."""
        body = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        return self._json(self._http.post("/api/v1/share-records", params={"basis": basis}, content=body, headers=headers))

    def pending(self) -> dict[str, Any]:
        """What is still on its way at the station."""
        return self._json(self._http.get("/api/pending"))

    def counts(self) -> dict[str, Any]:
        """What the agency counted."""
        return self._json(self._http.get("/api/v1/counts"))

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _json(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.status_code >= 300:
            raise ApiRefused(f"{answer.request.url.path}: HTTP {answer.status_code} {answer.text[:300]}")
        found: dict[str, Any] = answer.json()
        return found
