from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable
from io import RawIOBase
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from cast import HARBOUR_AS_PEER
from platform_of_tests import Reporter
from varde.doors.api.ispws import views
from varde.kernels.wire import cybertip
from varde.stages.clearing import face as clearing

pytestmark = [pytest.mark.django_db, pytest.mark.urls("urls_of_lantern")]
MIB = 1 << 20
SIZE, ALLOWED = 64 * MIB, 24 * MIB
BOUNDARY = b"varde-boundary"


class Stream(RawIOBase):
    """A multipart body made while it is read; never whole in memory."""

    def __init__(self, number: int) -> None:
        field = b'--%b\r\nContent-Disposition: form-data; name="id"\r\n\r\n%d\r\n' % (BOUNDARY, number)
        head = b'--%b\r\nContent-Disposition: form-data; name="file"; filename="c.mp4"\r\n\r\n' % BOUNDARY
        self.head, self.tail, self.left = field + head, b"\r\n--%b--\r\n" % BOUNDARY, SIZE
        self.length = len(self.head) + SIZE + len(self.tail)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = MIB if size < 0 else size
        if self.head:
            part, self.head = self.head[:size], self.head[size:]
        elif self.left:
            part = b"v" * min(size, self.left, MIB)
            self.left -= len(part)
        else:
            part, self.tail = self.tail[:size], self.tail[size:]
        return part


@pytest.fixture
def peak() -> Callable[[Callable[[], Any]], tuple[Any, int]]:
    def measured(work: Callable[[], Any]) -> tuple[Any, int]:
        tracemalloc.start()
        try:
            return work(), tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measured


def test_a_large_upload_is_never_whole_in_memory(harbour: Reporter, peak: Callable[..., Any]) -> None:
    stream = Stream(harbour.submit())
    kind = f"multipart/form-data; boundary={BOUNDARY.decode()}"
    small = RequestFactory().post("/ispws/upload", b"x", content_type=kind, headers={"Authorization": harbour.authorization})
    environ = small.environ | {"CONTENT_LENGTH": str(stream.length)}
    environ["wsgi.input"] = stream
    answer, bytes_at_most = peak(lambda: views.upload(WSGIRequest(environ)))
    said = cybertip.parse_response(answer.content)
    assert (said.code, said.hash) == (0, hashlib.md5(b"v" * SIZE).hexdigest())
    assert bytes_at_most < ALLOWED, f"{bytes_at_most / MIB:.0f} MiB"
    assert clearing.finish(said.report_id or 0, by=HARBOUR_AS_PEER)
