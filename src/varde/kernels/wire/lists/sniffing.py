"""Which format a list is in, by how it begins; its name is asked only where that leaves doubt."""

from __future__ import annotations

import json
import re

from varde.kernels.wire.lists.errors import NotAList
from varde.kernels.wire.lists.lines import begun
from varde.kernels.wire.lists.types import ListFormat

HEAD_BYTES = 64 << 10
_VICS_KEY = re.compile(rb'"(odata\.metadata|@odata\.context|value)"\s*:', re.IGNORECASE)
_BY_ENDING = {".csv": ListFormat.CSV, ".tsv": ListFormat.CSV, ".jsonl": ListFormat.JSONL, ".ndjson": ListFormat.JSONL}


def format_of(head: bytes, name: str = "") -> ListFormat:
    """The format of a file that begins so; NotAList for what begins like none."""
    text = begun(head).lstrip()
    if not text:
        raise NotAList("it is empty")
    if text.startswith(b"{"):
        return ListFormat.JSONL if _is_object(text.split(b"\n", 1)[0]) else ListFormat.VICS
    if text.startswith(b"["):
        raise NotAList("it is one JSON array: write one object a line")
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    first = next((line for line in text.splitlines() if line and not line.startswith(b"#")), b"")
    if ending in _BY_ENDING and _BY_ENDING[ending] is ListFormat.CSV and not _is_value(first):
        return ListFormat.CSV
    return ListFormat.PLAIN if _is_value(first) or not _is_head(first) else ListFormat.CSV


def _is_object(line: bytes) -> bool:
    """A line that is whole by itself and is not the head of VICS on one line."""
    if _VICS_KEY.search(line[:1024]) and (b"odata" in line[:1024].lower() or re.search(rb'(?i)"value"\s*:\s*\[', line[:4096])):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return len(line) > 1  # a damaged first line is still a line


def _is_value(line: bytes) -> bool:
    return re.match(rb"[0-9A-Fa-f]{32,}(\s|$)", line.strip()) is not None


def _is_head(line: bytes) -> bool:
    """Words, at least one of which could name a column."""
    return re.search(rb"(?i)hash|value|md5|sha|pdq|photodna|fingerprint", line) is not None
