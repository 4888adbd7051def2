"""Keys and passwords are made on the first start, each in a file of its own, and are never shown or logged.

The station key is not among them: the key holder makes that one itself, and nobody else reads it.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path

from varde.station.layout import Layout

DATABASE_ROLES = ("super", "owner", "app")


def make_missing(layout: Layout) -> None:
    """Write every secret that is not there yet; what is there is never changed."""
    layout.secrets.mkdir(mode=0o700, exist_ok=True)
    for path in (layout.web_key, layout.signing_key):
        _once(path, base64.b64encode(os.urandom(32)))
    for role in DATABASE_ROLES:
        _once(layout.password(role), base64.urlsafe_b64encode(os.urandom(24)))


def _once(path: Path, secret: bytes) -> None:
    """A whole file or none: written aside, synced, then linked to its name."""
    if path.exists():
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, secret)
        os.fsync(handle)
    finally:
        os.close(handle)
    aside.rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
