from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class QueueFull(VardeError):
    """As many files as this station takes at a time are being examined; send this one again after Retry-After."""

    code = "queue_full"
    status = 503


class UrlNotFetched(VardeError):
    """This station fetches no addresses, so that nobody can send it into networks behind it; post the file itself."""

    code = "url_not_fetched"
    status = 403


class FileUndecodable(VardeError):
    """The file could not be decoded and no list has its digests, so nobody can say whether it is known; send its original."""

    code = "undecodable"
    status = 422


class DecoderUnavailable(VardeError):
    """The decoder cannot run safely on this machine, so nobody can say whether the file is known; tell the station's operator."""

    code = "decoder_unavailable"
    status = 503


class OnlyPartExamined(VardeError):
    """Only a part of the file could be read and nothing in it is known, so nobody can speak for the rest; send the whole file."""

    code = "only_part_examined"
    status = 422


class QualityTooLow(VardeError):
    """There is too little to see for a fingerprint that could be compared, and no list has the digests; have a person look."""

    code = "quality_too_low"
    status = 422


class FileMissing(VardeError):
    """There has to be exactly one file in the form, under the name that the reference tells; correct the form."""

    code = "file_missing"
    status = 400


class FileTooLarge(VardeError):
    """The file is larger than this service examines; report it, so that the station examines it at leisure."""

    code = "file_too_large"
    status = 413


class FormUnreadable(VardeError):
    """The form or its head cannot be read and nothing was examined; send it as multipart/form-data with a boundary."""

    code = "form_unreadable"
    status = 400


class BodyUnreadable(VardeError):
    """The body is not what this address takes, at the place named; correct it there."""

    code = "body_unreadable"
    status = 422

    def __init__(self, detail: str = "", *, path: str | None = None) -> None:
        super().__init__(detail)
        self.path = path


class ContentTypeNotTaken(VardeError):
    """This address takes a form with a file, or JSON; say which in Content-Type."""

    code = "content_type_not_taken"
    status = 415


class ParameterMissing(VardeError):
    """A parameter is missing; the one that is named has to be given."""

    code = "parameter_missing"
    status = 400


class ParameterUnreadable(VardeError):
    """A parameter has a value that cannot be understood; correct the one that is named."""

    code = "parameter_unreadable"
    status = 400


class NoSuchSignalType(VardeError):
    """This station has no such signal type here, so nobody can say whether there is a match; /c/signal_type lists them."""

    code = "no_such_signal_type"
    status = 400


class NoSuchContentType(VardeError):
    """Files are sent under the name photo or video; correct the field's name."""

    code = "no_such_content_type"
    status = 400


class NotThatContent(VardeError):
    """The file is not the kind of media that its field names; send pictures as photo and moving pictures as video."""

    code = "not_that_content"
    status = 400
