"""What waits at this station."""

from __future__ import annotations

from pydantic import with_config
from typing_extensions import TypedDict

from varde.doors.api.describing import CLOSED, Json, answer, operation, ref, schemas_of
from varde.doors.api.guard import GetOnly, TokenMissing


@with_config(CLOSED)
class Waiting(TypedDict):
    """How much of what was accepted is still on its way; by topic, the code of the last error."""

    handovers: int
    letters: int
    failing: dict[str, str]


SCHEMAS = schemas_of(Waiting, answers=True)
_EXAMPLE = {"handovers": 2, "letters": 1, "failing": {"tip_ready": "peer_unreachable"}}
PATHS: Json = {
    "/api/pending": {
        "get": operation(
            "How much is still on its way",
            answers={200: answer("at this moment", ref("Waiting"), _EXAMPLE)},
            refuses=(TokenMissing, GetOnly),
        )
    }
}
