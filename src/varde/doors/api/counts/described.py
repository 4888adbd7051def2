"""The agency's figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import with_config
from typing_extensions import TypedDict

from varde.doors.api.describing import BY_TOKEN, CLOSED, Json, answer, operation, parameter, ref, schemas_of
from varde.doors.api.guard import GetOnly
from varde.keeps.parties import face as parties
from varde.stages.statistics import face as statistics

ID = "0198c0de-0000-7000-8000-000000000003"


@with_config(CLOSED)
class AsOf(TypedDict):
    """The last ledger entry that a figure rests on; 0 and null before the first."""

    seq: int
    at: datetime | None


@with_config(CLOSED)
class OneFigure(TypedDict):
    """One figure: a number, a map of numbers, or a list of them."""

    key: str
    value: Any
    as_of: AsOf


@with_config(CLOSED)
class Counts(TypedDict):
    """The announced figures by key, and all figures with the entries that they rest on; `incident` null: all together."""

    incident: UUID | None
    as_of: AsOf
    counts: dict[str, Any]
    figures: list[OneFigure]


@with_config(CLOSED)
class IncidentTold(TypedDict):
    """An incident, and where its figures are."""

    incident: UUID
    counts: str


@with_config(CLOSED)
class IncidentsTold(TypedDict):
    """Every incident that the ledger tells of, in the order in which they began."""

    incidents: list[IncidentTold]


@with_config(CLOSED)
class ActDigests(TypedDict):
    """Every act as a SHA-256."""

    digests: list[str]


SCHEMAS = schemas_of(Counts, IncidentsTold, ActDigests, answers=True)
_AS_OF = {"seq": 5120, "at": "2026-05-04T10:00:00Z"}
_COUNTS = {
    "incident": ID, "as_of": _AS_OF, "counts": {"suspects": 3, "district": {"dk-fyn": 2, "none": 1}},
    "figures": [{"key": "suspects", "value": 3, "as_of": _AS_OF}],
}  # fmt: skip
_INCIDENTS = {"incidents": [{"incident": ID, "counts": f"/api/v1/incidents/{ID}/counts"}]}
_INCIDENT = parameter("incident", "the incident", schema={"type": "string", "format": "uuid"}, example=ID, place="path")


def _read(says: str, ok: Json, *, of_one: bool = False) -> Json:
    refuses = (*BY_TOKEN, GetOnly, *((statistics.NothingTold,) if of_one else ()))
    parameters = [_INCIDENT] if of_one else []
    right = parties.Right.READ_COUNTS
    return {"get": operation(says, right=right, parameters=parameters, answers={200: ok}, refuses=refuses)}


PATHS: Json = {
    "/api/v1/incidents": _read("Every incident", answer("all of them", ref("IncidentsTold"), _INCIDENTS)),
    "/api/v1/incidents/{incident}/counts": _read(
        "The figures of one incident", answer("its figures", ref("Counts"), _COUNTS), of_one=True
    ),
    "/api/v1/counts": _read(
        "The figures of all incidents together", answer("their figures", ref("Counts"), _COUNTS | {"incident": None})
    ),
    "/api/v1/acts/digests": _read(
        "Every act, to be recognised by those who know it", answer("digests", ref("ActDigests"), {"digests": ["3f" * 32]})
    ),
}
