"""Which store and which key holder this process uses, and the kinds of store there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from varde.keeps.vault.errors import VaultNotSetUp
from varde.keeps.vault.keyholder.client import Client
from varde.keeps.vault.keyholder.key_file import load_or_create
from varde.keeps.vault.keyholder.keys import KeyHolder, Keys
from varde.keeps.vault.stores.disk import DiskStore
from varde.keeps.vault.types import Store

STORES: dict[str, Callable[[Path], Store]] = {"disk": DiskStore}


@dataclass
class _Configured:
    """What `apps.py` handed down, and what was made of it so far."""

    directory: Path | None = None
    socket: Path | None = None
    key_file: Path | None = None
    kind: str = "disk"
    store: Store | None = field(default=None)
    holder: KeyHolder | None = field(default=None)


_configured = _Configured()


def configure(*, directory: Path | None, socket: Path | None = None, key_file: Path | None = None, kind: str = "disk") -> None:
    """Say where sealed files lie and who holds the key: a socket, or without one the key file read by this process."""
    global _configured  # noqa: PLW0603  handed down once at start, by apps.py or a test
    _configured = _Configured(directory, socket, key_file, kind)


def configured() -> tuple[Path | None, Path | None, Path | None]:
    """What was handed down: directory, socket, key file."""
    return _configured.directory, _configured.socket, _configured.key_file


def store() -> Store:
    """This station's store of sealed files."""
    if _configured.store is None:
        if _configured.directory is None:
            raise VaultNotSetUp("directory")
        _configured.store = STORES[_configured.kind](_configured.directory)
    return _configured.store


def holder() -> KeyHolder:
    """Whoever holds this station's key."""
    if _configured.holder is None:
        _configured.holder = _new_holder()
    return _configured.holder


def _new_holder() -> KeyHolder:
    if _configured.socket is not None:
        return Client(_configured.socket)
    if _configured.key_file is None:
        raise VaultNotSetUp("key")
    return Keys(load_or_create(_configured.key_file))
