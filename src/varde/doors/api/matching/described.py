"""The matching service's own address, and HMA's."""

from __future__ import annotations

from varde.doors.api.describing import BY_TOKEN, FORM, JSON, WITH_BODY, Json, answer, operation, ref, schemas_of
from varde.doors.api.guard import PostOnly
from varde.doors.api.matching import errors
from varde.doors.api.matching.asking import Question
from varde.doors.api.matching.finding import Finding
from varde.doors.api.matching.hma import described as hma
from varde.keeps.hashlists import face as hashlists
from varde.keeps.parties import face as parties

ID, SHA256 = "0198c0de-0000-7000-8000-000000000004", "3f" * 32
SCHEMAS = schemas_of(Question) | schemas_of(Finding, answers=True) | hma.SCHEMAS
_FOUND = {
    "size": 20481,
    "digests": {"sha256": SHA256, "sha1": "3f" * 20, "md5": "3f" * 16},
    "media": {"kind": "picture", "format": "jpeg", "width": 256, "height": 256, "duration_ms": None, "is_whole": True},
    "fingerprints": [{"algorithm": "pdq", "value": SHA256, "quality_percent": 100, "at_ms": None, "compared": True}],
    "unhashable_frames": 0,
    "hits": [
        {
            "list": "lantern", "entry": ID, "algorithm": "pdq", "bits_apart": 6, "attested_by": ["lantern", "fjord"],
            "classification": "B2", "scheme": None,
        }
    ],
    "ways": [{"way": way, "not_gone": None} for way in ("sha256", "sha1", "md5", "pdq")],
    "index": {"edition": ID, "entries": 1000000, "read_at": "2026-05-04T10:00:00Z", "age_seconds": 3.5},
}  # fmt: skip
_QUESTION = {"md5": "3f" * 16, "size": 20481, "fingerprints": [{"algorithm": "pdq", "value": SHA256, "quality_percent": 90}]}
_FILE: Json = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}

PATHS: Json = {
    "/api/v1/match": {
        "post": operation(
            "What do the lists know of this file, or of these digests and fingerprints?",
            right=parties.Right.LOOK_UP,
            takes={
                "required": True,
                "content": {
                    FORM: {"schema": _FILE},
                    JSON: {"schema": ref("Question"), "examples": {"one": {"value": _QUESTION}}},
                },
            },
            answers={200: answer("the whole finding; without a hit, every way was gone", ref("Finding"), _FOUND)},
            refuses=(*BY_TOKEN, *WITH_BODY, PostOnly, *hma.CANNOT_TELL, *hma.NO_FILE, errors.BodyUnreadable,
                     errors.ContentTypeNotTaken, hashlists.EntryUnreadable),
        )
    },
    **hma.PATHS,
}  # fmt: skip
