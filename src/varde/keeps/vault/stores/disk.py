"""Sealed files in directories of one file system, named by their ids (random bits; nothing to test for known content).

The order is: write, fsync the file, give it its name, fsync the directory; only then may a row name it. An error of fsync is
final: the draft is dropped, since the pages it could not write count as clean afterwards.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from varde.keeps.vault.errors import EvidenceMissing, VaultFull, VaultWriteFailed
from varde.keeps.vault.keyholder.key_file import sync_directory
from varde.keeps.vault.types import Draft, StoredFile
from varde.kernels.terms.ids import ObjectId

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DRAFT = ".draft"


class DiskStore:
    """Files below one directory, spread over 256 folders by the last two hex digits."""

    def __init__(self, root: Path) -> None:
        self._root = root / "objects"

    def draft(self, id_: ObjectId) -> Draft:
        """Begin a new file."""
        with _disk_errors():
            return _DiskDraft(self._folder(id_), id_)

    @contextmanager
    def open(self, id_: ObjectId) -> Iterator[BinaryIO]:
        """The sealed file; EvidenceMissing when it is gone."""
        try:
            file = self._path(id_).open("rb")
        except FileNotFoundError:
            raise EvidenceMissing(str(id_)) from None
        with file:
            yield file

    def remove(self, id_: ObjectId) -> None:
        """Remove the file; harmless when it is gone."""
        path = self._path(id_)
        if path.exists():
            path.unlink(missing_ok=True)
            sync_directory(path.parent)

    def files(self) -> Iterator[StoredFile]:
        """Everything that lies there, drafts too."""
        for path in sorted(self._root.glob("??/*")):
            try:
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue  # finished or dropped just now
            yield StoredFile(_id_of(path), f"{path.parent.name}/{path.name}", written)

    def discard(self, file: StoredFile) -> None:
        """Remove a file that no row names."""
        (self._root / file.name).unlink(missing_ok=True)

    def _path(self, id_: ObjectId) -> Path:
        return self._root / id_.hex[-2:] / id_.hex

    def _folder(self, id_: ObjectId) -> Path:
        folder = self._path(id_).parent
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_directory(self._root)
        return folder


class _DiskDraft:
    def __init__(self, folder: Path, id_: ObjectId) -> None:
        self._final, self._path = folder / id_.hex, folder / f"{id_.hex}{DRAFT}"
        self._descriptor: int | None = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def write(self, data: bytes) -> None:
        """Append, in as many pieces as the system takes."""
        assert self._descriptor is not None
        view = memoryview(data)
        with _disk_errors():
            while view:
                view = view[os.write(self._descriptor, view) :]

    def keep(self) -> None:
        """Synced, named, directory synced; on any error nothing is left."""
        assert self._descriptor is not None
        with _disk_errors():
            os.fsync(self._descriptor)
            self._close()
            os.link(self._path, self._final)
            self._path.unlink()
            sync_directory(self._final.parent)

    def drop(self) -> None:
        """Leave no draft behind."""
        self._close()
        self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise (VaultFull if problem.errno in FULL else VaultWriteFailed)(errno.errorcode.get(problem.errno or 0, "")) from problem


def _id_of(path: Path) -> ObjectId | None:
    try:
        return ObjectId(UUID(hex=path.name))
    except ValueError:
        return None
