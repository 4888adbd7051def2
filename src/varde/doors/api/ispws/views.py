from __future__ import annotations

import base64
import binascii
import functools
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from varde.doors.api.ispws.uploads import Arriving, FormUnreadable, NoFilePart, number_of
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor, ActorKind
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.ids import new_uuid
from varde.kernels.wire import cybertip
from varde.links.peers import face as peers
from varde.stages.clearing import face as clearing

LONGEST_XML = 16 << 20  # what kernels/wire reads at most
VALIDATION_FAILED = 4100
STRANGER = Actor(ActorKind.PEER, "unknown")
View = Callable[[HttpRequest, Actor], HttpResponse]
log = logging.getLogger(__name__)


class BodyTooLong(clearing.SubmissionError):
    """A report's XML may have 16 MiB; put long material into files."""

    code = "body_too_long"


def _xml(body: bytes, *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(body, content_type="application/xml", status=status)
    answer["Request-ID"] = str(new_uuid())
    return answer


def _say(code: int, description: str, *, status: int = 200, report_id: int | None = None, **more: str) -> HttpResponse:
    said = cybertip.Response(code=code, description=description, report_id=report_id, **more)
    return _xml(cybertip.render_response(said), status=status)


def _log_in(request: HttpRequest) -> Actor | None:
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(shown, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    peer = peers.by_log_in(peers.Protocol.ISPWS, user, password)
    return Actor(ActorKind.PEER, peer.name) if peer else None


def _unauthorised(request: HttpRequest, *, endpoint: str) -> HttpResponse:
    """A log-in that was shown and does not hold is written down, without the name it was shown for.

    `endpoint` is one of ours and never the address that was asked for, which may be anything.
    """
    if "Authorization" in request.headers:
        parties.refuse_access(about=f"ispws/{endpoint}", by=STRANGER, why="wrong log-in")
    profile = clearing.profile()
    answer = _say(1000 if profile.legacy_2016 else 2000, "Authentication required", status=401)
    if profile.empty_401:
        answer.content = b""
    answer["WWW-Authenticate"] = 'Basic realm="ESP Web Services"'
    return answer


def _answered(method: str) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """Log-in first, then the method, then what the endpoint does; every refusal becomes the code that the wire has for it."""

    def wrap(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt
        @functools.wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            by = _log_in(request)
            if by is None:
                return _unauthorised(request, endpoint=view.__name__)
            if request.method != method:
                said = _say(1210, f"This address takes {method} only", status=405)
                said["Allow"] = method
                return said
            return _carried_out(view, request, by)

        return answer

    return wrap


def _carried_out(view: View, request: HttpRequest, by: Actor) -> HttpResponse:
    try:
        return view(request, by)
    except VardeError as error:
        return _refused(error)
    except (UnreadablePostError, OSError):
        return _say(1110, "The body broke off; send it again", status=500)
    except Exception as error:  # noqa: BLE001  whatever breaks, a client must read a code and an id
        log.warning("ispws %s failed: %s", view.__name__, type(error).__name__, exc_info=False)
        return _say(1000, "The server failed; send it again", status=500)


def _refused(error: VardeError, *, report_id: int | None = None) -> HttpResponse:
    if isinstance(error, cybertip.WireRefused):
        if clearing.profile().legacy_2016 and error.response_code == VALIDATION_FAILED:
            return _say(1001, error.message, report_id=report_id)
        return _say(error.response_code, error.message, status=400, report_id=report_id)
    if isinstance(error, clearing.SubmissionError):
        return _say(error.wire_code, error.message, status=error.status, report_id=report_id)
    code, status = (1100, 500) if error.status >= 500 else (4000, 400)
    return _say(code, error.message, status=status, report_id=report_id)


def _document(request: HttpRequest) -> bytes:
    body = request.read(LONGEST_XML + 1)
    if len(body) > LONGEST_XML:
        raise BodyTooLong
    return body


@csrf_exempt
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Nothing is served at this address; said in the protocol's own words."""
    return _say(1210, "Nothing is served here", status=404) if _log_in(request) else _unauthorised(request, endpoint="elsewhere")


@_answered("GET")
def status(request: HttpRequest, by: Actor) -> HttpResponse:
    """Check the log-in, and nothing else."""
    return _say(0, f"Remote User : {by.name}, Remote Ip : {request.META.get('REMOTE_ADDR', '')}")


@_answered("GET")
def xsd(_request: HttpRequest, _by: Actor) -> HttpResponse:
    """Our own schema, written from the field's tables."""
    return _xml(cybertip.schema_text(clearing.profile().edition))


@_answered("POST")
def submit(request: HttpRequest, by: Actor) -> HttpResponse:
    """Open a report; any content type is taken."""
    return _say(0, "Success", report_id=clearing.open_report(_document(request), by=by))


@_answered("POST")
def upload(request: HttpRequest, by: Actor) -> HttpResponse:
    """Take a file: multipart `id` and `file`."""
    if request.content_type != "multipart/form-data":
        raise FormUnreadable
    with Arriving(request, by=by) as form:
        try:
            number = form.read()
            if form.sealer is None:
                raise NoFilePart
            file_id, md5 = clearing.attach_file(number, form.sealer, by=by)
        except VardeError as error:
            return _refused(error, report_id=form.number)
    return _say(0, "Success", report_id=number, file_id=file_id, hash=md5)


@_answered("POST")
def fileinfo(request: HttpRequest, by: Actor) -> HttpResponse:
    """Take what is known of a file."""
    return _say(0, "Success", report_id=clearing.describe_file(_document(request), by=by))


@_answered("POST")
def finish(request: HttpRequest, by: Actor) -> HttpResponse:
    """End a report; its errors keep this endpoint's own root element."""
    number = number_of(request)
    try:
        files = clearing.finish(number, by=by)
    except clearing.SubmissionError as error:
        if not clearing.profile().finish_errors_as_done:
            return _refused(error, report_id=number)
        done = cybertip.Done(code=error.wire_code, report_id=number, files=())
        return _xml(cybertip.render_done(done), status=error.status)
    return _xml(cybertip.render_done(cybertip.Done(code=0, report_id=number, files=files)))


@_answered("POST")
def retract(request: HttpRequest, by: Actor) -> HttpResponse:
    """Take an unfinished report back."""
    number = number_of(request)
    try:
        clearing.retract(number, by=by)
    except VardeError as error:
        return _refused(error, report_id=number)
    return _say(0, "Success", report_id=number)
