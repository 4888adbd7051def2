"""JSON from outside, read once and strictly: no duplicate keys, no unknown fields, bounded; errors name a path, never content."""

from __future__ import annotations

import ipaddress
import json
import re
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from varde.kernels.terms.errors import VardeError

T = TypeVar("T")
TEXT_LIMIT_BYTES = 64 << 10
DEPTH_LIMIT = 16
STRICT = ConfigDict(extra="forbid", strict=True)

_RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class BodyRefused(VardeError):
    """The JSON was refused: correct what the path names and send it again."""

    code: ClassVar[str] = "body_refused"
    status: ClassVar[int] = 422

    def __init__(self, path: str, cause: str, *, line: int | None = None) -> None:
        self.path, self.cause, self.line = path, cause, line
        where = f"line {line}, {path}" if line is not None else path
        super().__init__(f"{where}: {cause}")


class BodyTooLarge(BodyRefused):
    """The JSON is larger than is taken: send less at a time."""

    code: ClassVar[str] = "body_too_large"
    status: ClassVar[int] = 413


def _time(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("must be an RFC 3339 time with an offset")
        return value
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise ValueError("must be an RFC 3339 time with an offset")
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        raise ValueError("is not a time of the calendar") from None


def _date(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("must be a date, YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a date of the calendar") from None


def _ip(value: object) -> object:
    if not isinstance(value, str) or "%" in value:
        raise ValueError("must be an IPv4 or IPv6 address")
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError("must be an IPv4 or IPv6 address") from None


def _bounded(value: object) -> object:
    if isinstance(value, str) and len(value.encode("utf-8", "replace")) > TEXT_LIMIT_BYTES:
        raise ValueError(f"is longer than {TEXT_LIMIT_BYTES} bytes")
    return value


Time = Annotated[datetime, BeforeValidator(_time)]
Day = Annotated[date, BeforeValidator(_date)]
Ip = Annotated[str, BeforeValidator(_ip)]
Port = Annotated[int, Field(ge=1, le=65535)]
Text = Annotated[str, BeforeValidator(_bounded)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]  # an identifier or a name, never empty
Label = Annotated[str, StringConstraints(max_length=256)]  # as stated, may be empty
Sha256Hex = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{64}\z")]
Md5Hex = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{32}\z")]
Percent = Annotated[int, Field(ge=0, le=100)]
Recipients = Annotated[tuple[Name, ...], Field(max_length=100_000)]


def parse(data: bytes, adapter: TypeAdapter[T], *, limit_bytes: int, line: int | None = None) -> T:
    """One document as its type, or BodyRefused."""
    loaded(data, limit_bytes=limit_bytes, line=line)
    try:
        return adapter.validate_json(data)
    except ValidationError as refused:
        first = refused.errors(include_input=False, include_url=False)[0]
        raise BodyRefused(_path(first["loc"]), _cause(first["type"], first["msg"]), line=line) from None


def loaded(data: bytes, *, limit_bytes: int, line: int | None = None) -> Any:  # noqa: ANN401  JSON is any
    """Plain JSON, with duplicate keys, NaN, deep nesting and bytes that are not UTF-8 refused."""
    if len(data) > limit_bytes:
        raise BodyTooLarge("$", f"{limit_bytes} bytes at most", line=line)
    _refuse_deep(data, line)
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except _Duplicate as duplicate:
        raise BodyRefused(_path((duplicate.name,)), "this key stands twice in one object", line=line) from None
    except (ValueError, RecursionError):
        raise BodyRefused("$", "is not JSON in UTF-8", line=line) from None


def canonical(value: object, adapter: TypeAdapter[Any]) -> bytes:
    """The one spelling of a document: keys sorted, no spaces, UTF-8; its digest is stable."""
    plain = adapter.dump_python(value, mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class _Duplicate(ValueError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Duplicate(name)
        found[name] = value
    return found


def _no_constant(_name: str) -> NoReturn:
    raise ValueError


_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def _refuse_deep(data: bytes, line: int | None) -> None:
    depth = 0
    for bracket in re.findall(rb"[\[\]{}]", _STRING.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEPTH_LIMIT:
            raise BodyRefused("$", f"is nested deeper than {DEPTH_LIMIT} levels", line=line)


def _path(loc: tuple[int | str, ...]) -> str:
    path = "$"
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += "." + (step if _SAFE_NAME.fullmatch(step) else "*")
    return path


_CAUSES = {
    "extra_forbidden": "is not a field of this document",
    "unexpected_keyword_argument": "is not a field of this document",
    "missing": "is missing",
    "missing_argument": "is missing",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "string_pattern_mismatch": "is not spelled as required",
    "too_long": "has too many members",
    "too_short": "has too few members",
    "enum": "is not one of the known values",
    "literal_error": "is not the version that this station reads",
}


def _cause(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    stated = _CAUSES.get(kind)
    return stated or ("is outside its range" if "than" in kind else "is not of the right type")
