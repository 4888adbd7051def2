"""Forms as they arrive: the part `file` goes into the vault piece by piece, and nothing of it lies plain on a disk.

Nothing counts before the last boundary was read: what breaks off half way leaves nothing behind.
"""

from __future__ import annotations

import re
from typing import Any, Self, cast

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import Actor
from varde.stages.clearing import face as clearing

NUMBER = re.compile(r"[1-9][0-9]{0,18}")
PIECE = 1 << 20
LONGEST_END = 4096  # how far from the end the last boundary may stand


class NoNumber(clearing.SubmissionError):
    """The field `id` is missing or is no report id; send the number that /submit answered."""

    code = "no_number"


class FormUnreadable(clearing.SubmissionError):
    """The form cannot be read; send multipart/form-data, or url-encoded fields to /finish and /retract."""

    code = "form_unreadable"
    wire_code = 4200


class FormOpen(clearing.SubmissionError):
    """The form has no end; send it again, whole, with its last boundary."""

    code = "form_open"
    wire_code = 4200


class LengthNeeded(clearing.SubmissionError):
    """Url-encoded fields in chunks cannot be told from broken ones; send them with a Content-Length, or as multipart."""

    code = "length_needed"


class NoFilePart(clearing.SubmissionError):
    """The part `file` is missing; send it with a file name."""

    code = "no_file_part"
    wire_code = 4200


class OneFilePart(clearing.SubmissionError):
    """A form brings one part `file`; send each file with a call of its own."""

    code = "one_file_part"
    wire_code = 4200


def number_in(found: str | None) -> int:
    """The report id in a field; NoNumber."""
    plain = (found or "").strip(" \t\r\n")
    if not NUMBER.fullmatch(plain):
        raise NoNumber
    return int(plain)


def number_of(request: HttpRequest) -> int:
    """The report id of a form without a file."""
    if request.content_type == "multipart/form-data":
        with Arriving(request) as form:
            return form.read()
    if _is_chunked(request):
        raise LengthNeeded
    try:
        return number_in(request.POST.get("id"))
    except (BadRequest, SuspiciousOperation) as error:
        raise FormUnreadable from error


def _is_chunked(request: HttpRequest) -> bool:
    return "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()


class Arriving:
    """A multipart form on its way in. `sealer` holds its file, if `by` is given and one came."""

    def __init__(self, request: HttpRequest, *, by: Actor | None = None) -> None:
        self._request, self._body, self._by = request, _Body(request), by
        self._parser: _Parser | None = None
        self.sealer: vault.Sealer | None = None
        self.number: int | None = None  # as soon as it is known

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.sealer is not None:
            self.sealer.drop()

    def read(self) -> int:
        """Read it to its end; answers the report id. A refusal is said once the body is through, so that it is heard."""
        try:
            self._parser = _Parser(self._request.META, cast("Any", self._body), [_ToTheVault(self)], self._request.encoding)
            fields, _ = self._parser.parse()
        except (MultiPartParserError, BadRequest, SuspiciousOperation) as error:
            self._body.drain()
            raise FormUnreadable from error
        except clearing.SubmissionError:
            self._body.drain()
            raise
        self.number = number_in(fields.get("id"))
        self._see_its_end()
        return self.number

    def begin_file(self) -> vault.Sealer:
        """A file comes: where it goes, or why it is not wanted, if its report is known already."""
        if self._by is None:
            raise SkipFile
        if self.sealer is not None:
            raise OneFilePart
        told = self._parser.told("id") if self._parser else None
        if told is not None:
            self.number = number_in(told)
            clearing.expect_file(self.number, by=self._by)
        self.sealer = vault.sealer(by=self._by)
        return self.sealer

    def _see_its_end(self) -> None:
        if self._parser is not None and not self._body.ends_with(self._parser.last_boundary()):
            if _is_chunked(self._request):
                raise UnreadablePostError("broke off")
            raise FormOpen


class _Parser(MultiPartParser):
    _post: QueryDict  # filled while it parses
    _boundary: bytes

    def told(self, name: str) -> str | None:
        """A field that came before now."""
        found = self._post.get(name)
        return found if isinstance(found, str) else None

    def last_boundary(self) -> bytes:
        """What the body ends with."""
        return b"--" + self._boundary + b"--"


class _ToTheVault(FileUploadHandler):
    chunk_size = PIECE

    def __init__(self, form: Arriving) -> None:
        super().__init__()
        self._form = form

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's signature
        super().new_file(field_name, *args, **kwargs)
        if field_name != "file":
            raise SkipFile
        self._sealer = self._form.begin_file()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        self._sealer.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:  # noqa: ARG002  the sealer has it
        return None


class _Body:
    """The request's body with a memory of its last bytes."""

    def __init__(self, request: HttpRequest) -> None:
        self._request, self._end = request, b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._request.read(size)
        self._end = (self._end + data)[-LONGEST_END:] if len(data) < LONGEST_END else data[-LONGEST_END:]
        return data

    def drain(self) -> None:
        """Read the rest and keep none of it."""
        while self.read(PIECE):
            pass

    def ends_with(self, boundary: bytes) -> bool:
        """Whether the last boundary came, whatever little stands behind it."""
        return boundary in self._end
