from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpRequest, JsonResponse

from varde.doors.api.guard import RequestTorn, needs
from varde.doors.api.reports.errors import BasisUnreadable, IdempotencyKeyMissing
from varde.doors.api.reports.lines import lines_of
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.wire import platform
from varde.stages.filing import face as filing
from varde.stages.intake import face as intake

NUL = "\0"  # which no database writes down


@needs(parties.Right.SEND_REPORTS)
def files(request: HttpRequest, by: Actor) -> JsonResponse:
    """Take one file in, streamed to the vault."""
    length = request.headers.get("Content-Length", "")
    expected = int(length) if length.isdecimal() else None
    new = intake.receive_file(cast("BinaryIO", request), expected_bytes=expected, by=by)
    return JsonResponse({"file": str(new.file), "sha256": new.sha256.hex(), "bytes": new.size}, status=201)


@needs(parties.Right.SEND_REPORTS)
def reports(request: HttpRequest, by: Actor) -> JsonResponse:
    """Take a participant's report in."""
    body = platform.parse_report_body(_body(request))
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        raise IdempotencyKeyMissing
    receipt = intake.accept(body, key=key, by=by)
    return JsonResponse({"case_number": receipt.case_number, "pin": receipt.pin, "joined": receipt.joined}, status=201)


@needs(parties.Right.SEND_REPORTS)
def copies(request: HttpRequest, by: Actor) -> JsonResponse:
    """Take a copy in that the platform found in its own records."""
    body = platform.parse_copy_body(_body(request))
    offered = intake.offer_copy(body.file, note=body.note, by=by)
    return JsonResponse({"copy": str(offered.report), "is_new": offered.is_new}, status=201)


@needs(parties.Right.SEND_SHARE_RECORDS)
def share_records(request: HttpRequest, by: Actor) -> JsonResponse:
    """Import who sent a confirmed item to whom."""
    basis = request.GET.get("basis", "")
    if NUL in basis:
        raise BasisUnreadable
    imported = filing.import_shares(lines_of(request), basis=basis, by=by)
    known = {"imported": imported.imported, "already_known": imported.already_known, "accounts": imported.accounts}
    return JsonResponse(known)


def _body(request: HttpRequest) -> bytes:
    """The body, one byte more than the limit at most: the parser refuses what is too long."""
    body = bytes(request.read(platform.BODY_LIMIT_BYTES + 1))
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and len(body) < min(int(announced), platform.BODY_LIMIT_BYTES):
        raise RequestTorn
    return body
