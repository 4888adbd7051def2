"""Which database a process of the station talks to, as Django's DATABASES entry.

In this order: DATABASE_URL; the running station's own server (files in the data directory); libpq's environment (tests).
`VARDE_DATABASE_AS=owner` is for migrations alone; every other process is the application role, which owns nothing.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from varde.kernels.terms.errors import VardeError
from varde.station import env
from varde.station.layout import Layout


class DatabaseAddressUnreadable(VardeError):
    """The database's address cannot be read; write it as postgresql://user:password@host:5432/name."""

    code: ClassVar[str] = "database_address_unreadable"


# Values travel apart from the statement, and a statement that comes again is planned once: a third less work for PostgreSQL.
BOUND = {"server_side_binding": True, "prepare_threshold": 5}
ENTRY: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": BOUND,
}


def entry(layout: Layout | None) -> dict[str, Any]:
    """Django's DATABASES["default"]."""
    owner = env.text("VARDE_DATABASE_AS") == "owner"
    url = env.text("DATABASE_URL")
    if url:
        return ENTRY | from_url(env.text("VARDE_OWNER_DATABASE_URL", url) if owner else url)
    if layout and layout.database.exists():
        return ENTRY | from_files(layout, role="owner" if owner else "app")
    return ENTRY | {"NAME": env.text("PGDATABASE", "varde")}


def from_url(url: str) -> dict[str, Any]:
    """A postgresql:// address in Django's words; what follows the question mark goes to libpq."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise DatabaseAddressUnreadable
    try:
        port = parts.port or ""
    except ValueError:
        raise DatabaseAddressUnreadable from None
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port),
        "OPTIONS": BOUND | dict(parse_qsl(parts.query)),
    }


def from_files(layout: Layout, *, role: str) -> dict[str, Any]:
    """The station's own server, found by the files that the supervisor wrote."""
    address = json.loads(layout.database.read_text())
    return {
        "NAME": address["name"],
        "USER": f"varde_{role}",
        "PASSWORD": layout.password(role).read_text().strip(),
        "HOST": address["host"],
        "PORT": str(address["port"]),
    }
