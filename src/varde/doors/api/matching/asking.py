"""What may be asked with `POST /api/v1/match` as JSON: digests, fingerprints, or both."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints, ValidationError

from varde.doors.api.matching.errors import BodyUnreadable
from varde.keeps.hashlists import face as hashlists

LONGEST_BODY = 1024 * 1024
MOST_FINGERPRINTS = 1000
_HEX = "^[0-9a-fA-F]{%d}$"
Sha256 = Annotated[str, StringConstraints(strict=True, pattern=_HEX % 64)]
Sha1 = Annotated[str, StringConstraints(strict=True, pattern=_HEX % 40)]
Md5 = Annotated[str, StringConstraints(strict=True, pattern=_HEX % 32)]


class AskedFingerprint(BaseModel):
    """A perceptual fingerprint made elsewhere. Without its quality it is compared all the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    algorithm: Literal["pdq"]
    value: Sha256
    quality_percent: Annotated[StrictInt, Field(ge=0, le=100)] | None = None


class Question(BaseModel):
    """At least one digest or fingerprint. An MD5 with the size in bytes is compared with both, without it by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: Annotated[StrictInt, Field(ge=0, le=2**63 - 1)] | None = None
    sha256: Sha256 | None = None
    sha1: Sha1 | None = None
    md5: Md5 | None = None
    fingerprints: Annotated[tuple[AskedFingerprint, ...], Field(max_length=MOST_FINGERPRINTS)] = ()

    @property
    def asked(self) -> list[hashlists.Asked]:
        """As the lists are asked."""
        algorithm = hashlists.Algorithm
        digests = ((algorithm.SHA256, self.sha256), (algorithm.SHA1, self.sha1), (algorithm.MD5, self.md5))
        of_bytes = [hashlists.Asked(name, bytes.fromhex(value), size=self.size) for name, value in digests if value]
        return of_bytes + [
            hashlists.Asked(algorithm.PDQ, bytes.fromhex(one.value), quality_percent=one.quality_percent)
            for one in self.fingerprints
        ]


def parse(untrusted_body: bytes) -> Question:
    """The question, or where it is wrong; nothing of what was sent is repeated."""
    if len(untrusted_body) > LONGEST_BODY:
        raise BodyUnreadable(f"more than {LONGEST_BODY} bytes", path="$")
    try:
        question = Question.model_validate_json(untrusted_body)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
        raise BodyUnreadable(first["type"], path="$" + "".join(steps)) from None
    if not question.asked:
        raise BodyUnreadable("no digest and no fingerprint", path="$")
    return question
