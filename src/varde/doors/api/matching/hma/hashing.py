"""`/h/hash`, and the hashing that `/m/lookup` does first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse

from varde.doors.api.guard import needs
from varde.doors.api.matching import places
from varde.doors.api.matching.errors import FormUnreadable, NotThatContent, ParameterMissing, UrlNotFetched
from varde.doors.api.matching.examining import Examined, examine
from varde.doors.api.matching.hma.signals import PHOTO, Algorithm, SignalType, types_of
from varde.doors.api.matching.uploads import FORM, posted_file
from varde.keeps.parties import face as parties
from varde.kernels.hashing import Fingerprints
from varde.kernels.media import MediaKind
from varde.kernels.terms.actors import Actor


@dataclass(frozen=True)
class Hashed:
    """An examined file and the signal types that were asked for."""

    file: Examined
    types: list[SignalType]

    def value(self, of: SignalType) -> bytes:
        """The signal of that type: of a picture that EXIF turns, as it is stored, as HMA hashes it. Raises if it has none."""
        if of.algorithm is Algorithm.PDQ:
            if self.file.untold is not None:
                raise self.file.untold
            return next(one.value for one in self.file.of_looks if one.is_comparable)
        return next(one.value for one in self.file.of_bytes if one.algorithm is of.algorithm)


@contextmanager
def hashed(request: HttpRequest) -> Iterator[Hashed]:
    """The posted file, hashed."""
    if request.content_type != FORM:
        raise FormUnreadable
    with places.FOR_FILES.one(), posted_file(request) as (field, file):
        types = types_of(field, asked=request.GET.get("types"))
        found = examine(file, looks=any(one.algorithm is Algorithm.PDQ for one in types))
        seen = found.seen
        if field == PHOTO and isinstance(seen, Fingerprints) and seen.examined.kind is not MediaKind.PICTURE:
            raise NotThatContent
        yield Hashed(found, types)


@needs(parties.Right.LOOK_UP, methods=("GET", "POST"))
def hash_(request: HttpRequest, _by: Actor) -> JsonResponse:
    """The signals of the posted file, by type."""
    if request.method == "GET":
        raise UrlNotFetched if "url" in request.GET else ParameterMissing("url")
    with hashed(request) as found:
        return JsonResponse({one.name: found.value(one).hex() for one in found.types})
