"""HMA's addresses, as far as this station has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import with_config
from typing_extensions import TypedDict

from varde.doors.api.describing import (
    BY_TOKEN,
    CLOSED,
    FORM,
    JSON,
    TEXT,
    WITH_BODY,
    Errors,
    Json,
    answer,
    body,
    operation,
    parameter,
    ref,
    schemas_of,
)
from varde.doors.api.guard import GetOnly, NotThisMethod, PostOnly
from varde.doors.api.matching import errors
from varde.doors.api.matching.hma.signals import SIGNAL_TYPES
from varde.keeps.hashlists import face as hashlists
from varde.keeps.parties import face as parties

CANNOT_TELL: Errors = (
    errors.QueueFull,
    errors.FileUndecodable,
    errors.DecoderUnavailable,
    errors.OnlyPartExamined,
    errors.QualityTooLow,
    hashlists.IndexNotLoaded,
    hashlists.IndexUnusable,
)
NO_FILE: Errors = (errors.FileMissing, errors.FileTooLarge, errors.FormUnreadable)
_NO_INDEX = (hashlists.IndexNotLoaded, hashlists.IndexUnusable)
PDQ = "3f" * 32


@with_config(CLOSED)
class BankMatch(TypedDict):
    """An entry that matches, by the whole number that stands for it, and how many bits apart it is."""

    bank_content_id: int
    distance: str


@with_config(CLOSED)
class Bank(TypedDict):
    """One of our lists."""

    name: str
    matching_enabled_ratio: float


@with_config(CLOSED)
class SignalTypeTold(TypedDict):
    """A signal type that can be asked about."""

    name: str
    enabled_ratio: float


@with_config(CLOSED)
class IndexTold(TypedDict):
    """Is it there, up to when (Unix seconds), and how many entries."""

    present: bool
    built_to: int
    size: int


@with_config(CLOSED)
class Matches(TypedDict):
    """Entries by their whole numbers, with distances where they were asked for."""

    matches: list[int | BankMatch]


SCHEMAS = schemas_of(BankMatch, Bank, SignalTypeTold, IndexTold, Matches, answers=True)
_TYPES = [one.name for one in SIGNAL_TYPES]
_FILES: Json = {
    "type": "object",
    "description": "one file, under the name of its content type",
    "properties": {name: {"type": "string", "format": "binary"} for name in ("photo", "video")},
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}
_FORM: Json = {"required": True, "content": {FORM: {"schema": _FILES}}}
_BY_BANK: Json = {"type": "object", "additionalProperties": {"type": "array", "items": ref("BankMatch")}}
_BY_TYPE: Json = {"type": "object", "propertyNames": {"enum": _TYPES}, "additionalProperties": _BY_BANK}
_PAIRS: Json = {
    "type": "object",
    "propertyNames": {"enum": _TYPES},
    "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
}
_COMPARED: Json = {
    "type": "object",
    "additionalProperties": {
        "type": "array",
        "items": {"type": ["boolean", "object"]},
        "minItems": 2,
        "maxItems": 2,
    },
}  # fmt: skip
_HASHES: Json = {"type": "object", "propertyNames": {"enum": _TYPES}, "additionalProperties": {"type": "string"}}
_ONE_MATCH = {"bank_content_id": 4503599627370496, "distance": "6"}


def _asked(name: str, says: str, example: object, *, schema: Json | None = None, required: bool = False) -> Json:
    return parameter(name, says, schema=schema or {"type": "string"}, example=example, required=required)


_SIGNAL = _asked("signal", "its value in hexadecimal", PDQ)
_SIGNAL_TYPE = _asked("signal_type", "its type", "pdq", schema={"enum": _TYPES})
_WANTED = _asked("types", "which signal types, comma between", "pdq,sha256")
_URL = _asked("url", "is not fetched: 403", "https://files.example/hills.jpg")
_BANKS = _asked("banks", "only these lists, comma between", "lantern")
_IGNORED = [
    _asked("seed", "HMA's coin flip: taken, and changes nothing", "7"),
    _asked("bypass_coinflip", "HMA's coin flip: taken, and changes nothing", "true"),
]
_NAME = parameter("name", "its name", schema={"type": "string", "minLength": 1}, example="lantern", place="path")
_ONE_SIGNAL: Errors = (errors.ParameterMissing, errors.ParameterUnreadable, errors.NoSuchSignalType, hashlists.NoSuchList)
_ONE_FILE: Errors = (
    *WITH_BODY,
    *CANNOT_TELL,
    *NO_FILE,
    errors.NotThatContent,
    errors.NoSuchSignalType,
    errors.NoSuchContentType,
    errors.ParameterMissing,
)


def _op(says: str, ok: Json | None, *refuses: type[Any], parameters: Iterable[Json] = (), takes: Json | None = None) -> Json:
    told = (*BY_TOKEN, *refuses)
    return operation(
        says, right=parties.Right.LOOK_UP, parameters=parameters, takes=takes, answers={200: ok} if ok else {}, refuses=told
    )


def _health(says: str, word: str, *refuses: type[Any], busy: bool = True) -> Json:
    told = _op(says, answer("yes", {"const": word}, word, kind=TEXT), GetOnly, *refuses)
    if busy:
        told["responses"]["503"] = answer("not yet", {"const": "INDEX-NOT-LOADED"}, "INDEX-NOT-LOADED", kind=TEXT)
    return {"get": told}


PATHS: Json = {
    "/hma/h/hash": {
        "get": _op(
            "Hash what an address holds: refused, this station fetches nothing",
            None,
            NotThisMethod,
            errors.UrlNotFetched,
            errors.ParameterMissing,
            parameters=[_URL],
        ),
        "post": _op(
            "Hash a file",
            answer("its signals by type", _HASHES, {"pdq": PDQ}),
            NotThisMethod,
            *_ONE_FILE,
            parameters=[_WANTED],
            takes=_FORM,
        ),
    },
    "/hma/m/lookup": {
        "get": _op(
            "In which lists is this signal?",
            answer("matches by list", _BY_BANK, {"lantern": [_ONE_MATCH]}),
            NotThisMethod,
            errors.UrlNotFetched,
            *_ONE_SIGNAL,
            *_NO_INDEX,
            parameters=[_SIGNAL, _SIGNAL_TYPE, _BANKS, _URL, *_IGNORED],
        ),
        "post": _op(
            "In which lists is this file?",
            answer("matches by signal type and list", _BY_TYPE, {"pdq": {"lantern": [_ONE_MATCH]}, "sha256": {}}),
            NotThisMethod,
            *_ONE_FILE,
            hashlists.NoSuchList,
            parameters=[_WANTED, _BANKS, *_IGNORED],
            takes=_FORM,
        ),
    },
    "/hma/m/raw_lookup": {
        "get": _op(
            "Which entries is this signal near?",
            answer("their whole numbers", ref("Matches"), {"matches": [_ONE_MATCH]}),
            GetOnly,
            *_ONE_SIGNAL,
            *_NO_INDEX,
            parameters=[
                _SIGNAL,
                _SIGNAL_TYPE,
                _BANKS,
                _asked("include_distance", "with distances", "true", schema={"enum": ["true", "false", "1", "0"]}),
            ],
        )
    },
    "/hma/m/compare": {
        "post": _op(
            "How far apart are these pairs?",
            answer("match or not, and the distance", _COMPARED, {"pdq": [True, {"distance": 9}]}),
            PostOnly,
            *WITH_BODY,
            errors.BodyUnreadable,
            errors.NoSuchSignalType,
            errors.ParameterUnreadable,
            takes=body(_PAIRS, {"pdq": [PDQ, PDQ]}, kind=JSON),
        )
    },
    "/hma/m/index/status": {
        "get": _op(
            "How far are the indexes?",
            answer(
                "by signal type",
                {"type": "object", "propertyNames": {"enum": _TYPES}, "additionalProperties": ref("IndexTold")},
                {"pdq": {"present": True, "built_to": 1777888800, "size": 1000000}},
            ),
            GetOnly,
            errors.NoSuchSignalType,
            hashlists.IndexNotLoaded,
            parameters=[_SIGNAL_TYPE],
        )
    },
    "/hma/c/banks": {
        "get": _op(
            "Which lists are there?",
            answer("all", {"type": "array", "items": ref("Bank")}, [{"name": "lantern", "matching_enabled_ratio": 1.0}]),
            GetOnly,
        )
    },
    "/hma/c/bank/{name}": {
        "get": _op(
            "Is there this list?",
            answer("yes", ref("Bank"), {"name": "lantern", "matching_enabled_ratio": 1.0}),
            GetOnly,
            hashlists.NoSuchList,
            parameters=[
                parameter("name", "its name", schema={"type": "string", "minLength": 1}, example="lantern", place="path")
            ],
        )
    },
    "/hma/c/signal_type": {
        "get": _op(
            "What can be asked?",
            answer("all", {"type": "array", "items": ref("SignalTypeTold")}, [{"name": "pdq", "enabled_ratio": 1.0}]),
            GetOnly,
        )
    },
    "/hma/status": _health("Can questions be answered?", "I-AM-ALIVE"),
    "/hma/readyz": _health("Can questions be answered?", "READY"),
    "/hma/livez": _health("Does the process answer?", "OK", busy=False),
}
