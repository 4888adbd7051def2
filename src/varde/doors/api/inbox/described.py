"""What another station may put here. Its requests are signed (RFC 9421); docs/reference/post.md has the rules."""

from __future__ import annotations

from varde.doors.api.describing import JSON, Json, answer, body, bytes_body, operation, parameter, ref, schemas_of
from varde.doors.api.guard import NotThisMethod, PostOnly, RequestTorn
from varde.doors.api.inbox.views import LetterTooLong
from varde.keeps.vault import face as vault
from varde.links.post import face as post

ID, SHA256 = "0198c0de-0000-7000-8000-000000000002", "3f" * 32
SCHEMAS = schemas_of(post.Letter) | schemas_of(post.Receipt, answers=True)
_LETTER = {
    "letter": "varde-letter/1", "id": ID, "to": "fjord", "kind": "referral", "reference": ID, "document": "{}", "files": [SHA256],
}  # fmt: skip
_RECEIPT = {
    "receipt": "varde-receipt/1", "letter_id": ID, "digest": SHA256, "receiver": "fjord", "received_at": "2026-05-04T10:00:00Z",
    "signature": "c2lnbmVk",
}  # fmt: skip
_SIGNED = [
    parameter(name, says, schema={"type": "string"}, example=example, place="header", required=True)
    for name, says, example in (
        ("Signature-Input", "RFC 9421; tag varde-post", 'varde=("@method" "@target-uri");tag="varde-post";keyid="lantern"'),
        ("Content-Digest", "RFC 9530, of an empty body too", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    )
]
_NAME = parameter(
    "name", "the file's SHA-256", schema={"type": "string", "pattern": "^[0-9a-f]{64}$"}, example=SHA256, place="path"
)
_STRANGER = (post.SignatureRefused, post.LetterReplayed, NotThisMethod)
_STORE = (vault.TooLarge, vault.VaultFull, vault.VaultWriteFailed, vault.VaultNotSetUp)

PATHS: Json = {
    "/api/inbox/files/{name}": {
        "get": operation(
            "Has this station been sent this file by me before?",
            security="signature",
            parameters=[_NAME, *_SIGNED],
            answers={200: answer("yes"), 404: answer("no")},
            refuses=(*_STRANGER, post.FileDiffers),
        ),
        "put": operation(
            "Send a file ahead of the letter that names it",
            security="signature",
            parameters=[_NAME, *_SIGNED],
            takes=bytes_body("the file, as it is"),
            answers={204: answer("taken")},
            refuses=(*_STRANGER, post.FileDiffers, RequestTorn, *_STORE),
        ),
    },
    "/api/inbox/letters": {
        "post": operation(
            "Send a letter",
            security="signature",
            parameters=_SIGNED,
            takes=body(ref("Letter"), _LETTER, kind=JSON),
            answers={200: answer("our signed receipt", ref("Receipt"), _RECEIPT)},
            refuses=(
                post.SignatureRefused,
                post.LetterReplayed,
                PostOnly,
                RequestTorn,
                LetterTooLong,
                post.LetterUnreadable,
                post.LetterDiffers,
                post.LetterNotForUs,
                post.LetterNotYours,
                post.FileMissing,
                *_STORE,
            ),
        )
    },
}
