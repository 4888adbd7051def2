"""What a row says, whatever format it came in: columns or keys by the names that lists use, checked and typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from varde.kernels.wire.lists.types import BadLine, ListEntry
from varde.kernels.wire.lists.values import clear_value, named

TEXT_LIMIT = 1024
_MEANINGS = {
    "value": {"value", "hash", "hashvalue", "fingerprint", "signal"},
    "algorithm": {"algorithm", "hashtype", "signaltype", "hashname", "type"},
    "id": {"id", "entry", "entryid", "mediaid", "imageid", "path", "file", "filename"},
    "classification": {"classification", "category", "class", "grade"},
    "size": {"size", "filesize", "mediasize"},
    "at_ms": {"atms", "timestampms"},
    "video": {"video", "videoid"},
    "quality_percent": {"quality", "qualitypercent"},
}
_BY_NAME = {name: meaning for meaning, names in _MEANINGS.items() for name in names}


@lru_cache(maxsize=4096)
def meaning_of(untrusted_name: str) -> str | None:
    """What a column or key of this name holds: one of ours, an algorithm's name, or nothing that is read."""
    plain = re.sub(r"[\s_\-]+", "", untrusted_name).casefold()
    return _BY_NAME.get(plain) or named(untrusted_name)


def entries(row: Mapping[str, Any], line: int, algorithm: str | None) -> Iterator[ListEntry]:
    """The row's fingerprints; ValueError says what is wrong. `row` is keyed by meanings."""
    rest = _rest(row)
    found = False
    for told, text in _spelled(row, algorithm):
        if text is None or text == "":
            continue
        if not isinstance(text, str):
            raise ValueError("a value is no text")  # noqa: TRY004  a fault of the list, not of the code
        known, value = clear_value(text, told)
        found = True
        yield ListEntry(known, value, line, *rest)
    if not found:
        raise ValueError("there is no fingerprint in it")


def _spelled(row: Mapping[str, Any], algorithm: str | None) -> Iterator[tuple[str | None, Any]]:
    if row.get("value"):
        yield _told(row, algorithm), row["value"]
    yield from ((name, row[name]) for name in ("sha256", "sha1", "md5", "pdq", "photodna") if name in row)


def _told(row: Mapping[str, Any], algorithm: str | None) -> str | None:
    stated = row.get("algorithm")
    if not stated:
        return algorithm
    found = named(stated) if isinstance(stated, str) else None
    if found is None:
        raise ValueError("its algorithm is not known")
    return found


def _rest(row: Mapping[str, Any]) -> tuple[str, str | None, int | None, int | None, int | None]:
    at_ms = number(row.get("at_ms"), "at_ms")
    video = text_of(row.get("video"), "video")
    own = video if at_ms is not None and video else text_of(row.get("id"), "id")
    if at_ms is not None and not own:
        raise ValueError("a frame needs the id of its video")
    return (
        own or "",
        text_of(row.get("classification"), "classification"),
        number(row.get("size"), "size"),
        at_ms,
        number(row.get("quality_percent"), "quality", at_most=100),
    )


def text_of(untrusted: object, what: str) -> str | None:
    """A short text, or None where nothing stands."""
    if untrusted is None or untrusted == "":
        return None
    if isinstance(untrusted, int) and not isinstance(untrusted, bool):
        return str(untrusted)
    if not isinstance(untrusted, str) or len(untrusted) > TEXT_LIMIT or "\0" in untrusted:
        raise ValueError(f"its {what} is no text of at most {TEXT_LIMIT} characters without NUL bytes")
    return untrusted.strip().encode("utf-8", "backslashreplace").decode()  # half a surrogate pair is spelled out


def number(untrusted: object, what: str, *, at_most: int = 2**53) -> int | None:
    """A whole number from 0, or None where nothing stands."""
    if untrusted is None or untrusted == "":
        return None
    is_whole = isinstance(untrusted, int) and not isinstance(untrusted, bool)
    if isinstance(untrusted, str) and re.fullmatch(r"\s*[0-9]{1,16}\s*", untrusted):
        untrusted, is_whole = int(untrusted), True
    if not is_whole or not 0 <= untrusted <= at_most:  # type: ignore[operator]  # a whole number, as was just seen
        raise ValueError(f"its {what} is no whole number from 0 to {at_most}")
    return int(untrusted)  # type: ignore[call-overload, no-any-return]


def told(row: Mapping[str, Any], line: int, algorithm: str | None) -> list[ListEntry | BadLine]:
    """The row's entries, all of them, or the one reason why the line is left out."""
    try:
        return list(entries(row, line, algorithm))
    except ValueError as error:
        return [BadLine(line, str(error))]
