from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from varde.doors.api.guard import RequestTorn, only, refusal
from varde.kernels.terms.errors import VardeError
from varde.links.peers.face import Peer
from varde.links.post import face as post

SHA256_HEX = re.compile(r"[0-9a-f]{64}")
LONGEST_LETTER = 64 * 1024 * 1024


class LetterTooLong(VardeError):
    """A letter may have 64 MiB; send files ahead of it, not inside it."""

    code = "letter_too_long"
    status = 413


def _seen(request: HttpRequest) -> post.Request:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return post.Request(request.method or "", request.build_absolute_uri(), headers)


def _answered(request: HttpRequest, work: Callable[[Peer], HttpResponse], *, target: post.Target) -> HttpResponse:
    """Verify, then work; whatever is refused is answered with its code and written down.

    The record says `target` and not the address: an address names a file, or holds whatever a stranger wrote into it.
    """
    sender: Peer | None = None
    try:
        sender = post.verify_sender(_seen(request), target=target)
        return _worked(sender, work)
    except VardeError as error:
        if sender is not None:  # a stranger's request is recorded where it is verified
            post.refuse(sender.name, target=target, why=error.code)
        return refusal(error)


def _worked(sender: Peer, work: Callable[[Peer], HttpResponse]) -> HttpResponse:
    try:
        return work(sender)
    except UnreadablePostError as torn:
        raise RequestTorn from torn


@only("GET", "PUT")
def file(request: HttpRequest, name: str) -> HttpResponse:
    """GET: has this peer sent this file before? PUT: here it is."""
    return _answered(request, functools.partial(_file, request, name), target="inbox/files")


def _file(request: HttpRequest, name: str, sender: Peer) -> HttpResponse:
    if not SHA256_HEX.fullmatch(name):
        raise post.FileDiffers("not a SHA-256")
    sha256 = bytes.fromhex(name)
    if request.method == "GET":
        return HttpResponse(status=200 if post.has_file(sha256, sender=sender) else 404)
    if request.headers.get("Content-Digest") != post.digest_header(sha256):
        raise post.FileDiffers("address and digest")
    post.receive_file(cast("BinaryIO", request), sha256=sha256, sender=sender)
    return HttpResponse(status=204)


@only("POST")
def letters(request: HttpRequest) -> HttpResponse:
    """A letter; the answer is our signed receipt."""
    return _answered(request, functools.partial(_letter, request), target="inbox/letters")


def _letter(request: HttpRequest, sender: Peer) -> HttpResponse:
    body = request.read(LONGEST_LETTER + 1)
    if len(body) > LONGEST_LETTER:
        raise LetterTooLong
    if request.headers.get("Content-Digest") != post.digest_header(hashlib.sha256(body).digest()):
        raise post.SignatureRefused("body and digest")
    return HttpResponse(post.receive_letter(body, sender=sender), content_type="application/json")
