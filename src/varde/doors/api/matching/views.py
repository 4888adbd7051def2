from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from pydantic import TypeAdapter

from varde.doors.api.guard import RequestTorn, needs
from varde.doors.api.matching import asking, finding, places
from varde.doors.api.matching.errors import ContentTypeNotTaken, FileMissing
from varde.doors.api.matching.examining import examine
from varde.doors.api.matching.finding import Finding
from varde.doors.api.matching.uploads import FORM, posted_file
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor

FIELD = "file"
_FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)


@needs(parties.Right.LOOK_UP)
def match(request: HttpRequest, _by: Actor) -> HttpResponse:
    """What the lists know of a file, or of digests and fingerprints."""
    if request.content_type == FORM:
        found = _of_file(request)
    elif request.content_type == "application/json":
        question = asking.parse(read_body(request, longest=asking.LONGEST_BODY))
        found = finding.of_values(question.asked, size=question.size)
    else:
        raise ContentTypeNotTaken
    return HttpResponse(_FINDING.dump_json(found), content_type="application/json")


def _of_file(request: HttpRequest) -> Finding:
    with places.FOR_FILES.one(), posted_file(request) as (field, file):
        if field != FIELD:
            raise FileMissing(FIELD)
        return finding.of_file(examine(file))


def read_body(request: HttpRequest, *, longest: int) -> bytes:
    """The body, one byte more than the limit at most; a torn one is refused."""
    body = bytes(request.read(longest + 1))
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and len(body) < min(int(announced), longest):
        raise RequestTorn
    return body
