from __future__ import annotations

import os
import stat
from pathlib import Path

from varde.keeps.vault.errors import KeyFileUnsafe

KEY_BYTES = 32


def load_or_create(path: Path) -> bytes:
    """The station key in `path` (32 bytes, 0600); made from the system's randomness on the first start."""
    if not path.exists():
        _create(path)
    return _load(path)


def _load(path: Path) -> bytes:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileUnsafe(path.name)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyFileUnsafe(path.name)
    return key


def _create(path: Path) -> None:
    """Written and synced under another name first: a crash leaves a whole key or none, and the first of two makers wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, os.urandom(KEY_BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key is the station's
    finally:
        draft.unlink()
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make the names in a directory outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
