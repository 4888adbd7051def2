"""Response codes of the reporting API. The list is not closed: unknown codes stay plain integers and must survive."""

from __future__ import annotations

from enum import IntEnum


class Reaction(IntEnum):
    """What a client does about a code."""

    NONE = 0
    RETRY = 1
    FIX = 2  # retrying cannot help
    STOP = 3  # log-in or rights: stop and alert
    STATE = 4  # says where the report stands


class ResponseCode(IntEnum):
    """The known codes."""

    SUCCESS = 0
    SERVER_ERROR = 1000
    SAVE_FAILED = 1100
    UPLOAD_FAILED = 1110
    FILE_UPLOAD_FAILED = 1111
    NOT_FOUND = 1210
    UPDATE_FAILED = 1300
    AUTHENTICATION_REQUIRED = 2000
    NOT_AUTHORISED = 3000
    NOT_AUTHORISED_SUBMIT = 3100
    NOT_AUTHORISED_UPDATE = 3300
    INVALID_REQUEST = 4000
    VALIDATION_FAILED = 4100
    MALFORMED_XML = 4110
    MALFORMED_FILE = 4200
    NO_SUCH_REPORT = 5001
    NO_SUCH_FILE = 5002
    ALREADY_RETRACTED = 5101
    ALREADY_FINISHED = 5102


HTTP_STATUS: dict[int, int] = {
    0: 200, 1000: 500, 1100: 500, 1110: 500, 1111: 500, 1210: 404, 1300: 500, 2000: 401, 3000: 403, 3100: 403, 3300: 403,
    4000: 400, 4100: 400, 4110: 400, 4200: 400, 5001: 404, 5002: 404, 5101: 409, 5102: 409,
}  # fmt: skip

_REACTIONS: dict[int, Reaction] = {0: Reaction.NONE, 1210: Reaction.FIX}
_BY_THOUSAND: dict[int, Reaction] = {1: Reaction.RETRY, 2: Reaction.STOP, 3: Reaction.STOP, 4: Reaction.FIX, 5: Reaction.STATE}


def reaction_to(code: int) -> Reaction:
    """An unknown code is judged by its thousand; one of no known thousand is not retried blindly."""
    return _REACTIONS.get(code) or _BY_THOUSAND.get(code // 1000, Reaction.FIX) if code else Reaction.NONE
