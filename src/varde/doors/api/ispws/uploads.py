"""Uploads are spooled to a file without a name: in memory while small, never left on the disk after a crash."""

from __future__ import annotations

import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 8 << 20


class UnnamedUploadHandler(FileUploadHandler):
    """Writes each part to an unlinked temporary file."""

    chunk_size = 1 << 20
    _file: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's signature
        """A new part begins."""
        super().new_file(*args, **kwargs)
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        """Keep a piece."""
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """Hand the part over, rewound."""
        self._file.seek(0)
        return UploadedFile(self._file, name="upload", content_type=self.content_type, size=file_size)
