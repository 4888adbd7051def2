"""Lists as other programs take them: VICS 2.0 #Media, and one value a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple, TextIO

from varde.kernels.wire.lists.types import ListEntry

_CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/{scheme}/$metadata#Media"
SCHEMES = ("US", "UK", "Default", "CUSTOM")


class Written(NamedTuple):
    """How many entries were written, and how many the format has no place for."""

    written: int
    left_out: int


def write_plain(out: TextIO, entries: Iterable[ListEntry], *, algorithm: str) -> Written:
    """The values of one algorithm, one a line."""
    written = left_out = 0
    for entry in entries:
        if entry.algorithm == algorithm:
            out.write(entry.value.hex() + "\n")
            written += 1
        else:
            left_out += 1
    return Written(written, left_out)


def write_vics(out: TextIO, entries: Iterable[ListEntry], *, scheme: str | None = None) -> Written:
    """One record for each file with an MD5, which is VICS's key; entries that follow each other with one id are one file.

    A classification becomes a Category only where `scheme` says whose numbers they are, and is a tag otherwise.
    """
    written = left_out = number = 0
    out.write(json.dumps({"@odata.context": _CONTEXT.format(scheme=scheme or "Default")})[:-1] + ', "value": [')
    for group in _files(entries):
        hashes = {entry.algorithm: entry for entry in group}
        if "md5" not in hashes:
            left_out += len(group)
            continue
        out.write((",\n" if number else "\n") + json.dumps(_record(hashes, number + 1, scheme)))
        number += 1
        written += len(hashes)
        left_out += len(group) - len(hashes)
    out.write("\n]}\n")
    return Written(written, left_out)


def _files(entries: Iterable[ListEntry]) -> Iterator[list[ListEntry]]:
    """Entries of one file; without an id each is one of its own."""
    numbered = enumerate(entries)
    for _, group in groupby(numbered, key=lambda one: one[1].id or one[0]):
        yield [entry for _, entry in group]


def _record(hashes: dict[str, ListEntry], number: int, scheme: str | None) -> dict[str, Any]:
    md5 = hashes["md5"]
    told = next((entry.classification for entry in hashes.values() if entry.classification), None)
    is_category = bool(scheme) and told is not None and told.isascii() and told.isdecimal() and len(told) <= 2
    size = next((entry.size for entry in hashes.values() if entry.size is not None), None)
    others = [
        {"MD5": _hex(md5), "HashName": name.upper(), "HashValue": _hex(entry)}
        for name, entry in hashes.items()
        if name not in {"md5", "sha1", "photodna"}
    ]
    record: dict[str, Any] = {"MediaID": number}
    if told is not None:
        record |= {"Category": int(told)} if is_category else {"Tags": [told]}
    record |= {"MD5": _hex(md5)}
    if "sha1" in hashes:
        record["SHA1"] = _hex(hashes["sha1"])
    if "photodna" in hashes:
        record["PhotoDNA"] = hashes["photodna"].value.hex()
    if size is not None:
        record["MediaSize"] = size
    return record | ({"AlternativeHashes": others} if others else {})


def _hex(entry: ListEntry) -> str:
    return entry.value.hex().upper()
