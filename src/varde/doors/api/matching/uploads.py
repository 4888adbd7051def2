"""A posted file is held in memory alone and given back when it is closed: this service keeps nothing, not even on a disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from varde.doors.api.matching.errors import FileMissing, FileTooLarge, FormUnreadable

LARGEST_BYTES = 100 * 1024 * 1024
FORM = "multipart/form-data"


class InMemory(FileUploadHandler):
    """Every file of the form goes into memory that has no name; one that is too large ends the reading."""

    is_too_large = False
    _file: BinaryIO | None = None

    def new_file(self, *args: object, **named: object) -> None:
        """Begin the next file."""
        super().new_file(*args, **named)  # type: ignore[arg-type]
        self._size = 0
        self._file = os.fdopen(os.memfd_create("varde-match", os.MFD_CLOEXEC), "w+b")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """The next piece."""
        self._size = start + len(raw_data)
        if self._size > LARGEST_BYTES:
            self.is_too_large = True
            self._drop()
            raise StopUpload(connection_reset=True)
        assert self._file is not None
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file as Django hands it over; its name was never asked for."""
        assert self._file is not None
        self._file.seek(0)
        return UploadedFile(self._file, name="posted", size=file_size)

    def upload_interrupted(self) -> None:
        """What came so far is forgotten."""
        self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def posted_file(request: HttpRequest) -> Iterator[tuple[str, BinaryIO]]:
    """The one file of the form and its field's name; it is gone when the block ends."""
    handler = InMemory(request)
    request.upload_handlers = [handler]
    try:
        files = [(name, file) for name, several in request.FILES.lists() for file in several]
    except (MultiPartParserError, SuspiciousOperation) as wrong:
        raise FormUnreadable from wrong
    if handler.is_too_large:
        raise FileTooLarge(f"{LARGEST_BYTES} bytes")
    try:
        if len(files) != 1:
            raise FileMissing
        [(name, file)] = files
        yield str(name), cast("BinaryIO", file.file)
    finally:
        for _, file in files:
            file.close()
