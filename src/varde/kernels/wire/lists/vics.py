"""Project VIC's JSON, 1.x and 2.0, as seen in files of public exporters: hashes, MediaID, Category and MediaSize are read.

The file is walked record by record, whatever its size. Keys are told without regard to case. A hash that is no hash is named by
its record's number and left out, the record's others are kept. Text that is no JSON breaks the whole file: nothing behind it can
be trusted.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from varde.kernels.wire.lists import rows
from varde.kernels.wire.lists.errors import ListDamaged, NotAList
from varde.kernels.wire.lists.jsonlines import Twice, once
from varde.kernels.wire.lists.lines import begun
from varde.kernels.wire.lists.types import BadLine, ListEntry
from varde.kernels.wire.lists.values import named, value_of

_READ_BYTES = 1 << 20
_RECORD_CHARACTERS = 64 << 20  # one record with every place at which its file was found
_BLANKS = " \t\r\n"
_HASHES = ("md5", "sha1", "sha256", "pdq", "photodna")


class _Walk:
    """A place in a JSON text that is read as it is needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._text, self._at = file, "", 0
        self._bytes = codecs.getincrementaldecoder("utf-8")()
        self._decoder = json.JSONDecoder(object_pairs_hook=once)
        self._is_begun = self._is_over = False

    def _more(self) -> bool:
        if self._is_over:
            return False
        read = self._file.read(_READ_BYTES)
        self._is_over = not read
        try:
            text = self._bytes.decode(read if self._is_begun else begun(read), final=self._is_over)
        except UnicodeDecodeError:
            raise ListDamaged("it is not UTF-8") from None
        self._is_begun = True
        self._text, self._at = self._text[self._at :] + text, 0
        return bool(read)

    def peek(self) -> str:
        """The next character that is no blank."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise ListDamaged("it ends too early")

    def take(self, wanted: str) -> bool:
        """Pass over this character when it is the next one."""
        is_next = self.peek() == wanted
        self._at += is_next
        return is_next

    def need(self, wanted: str) -> None:
        """Pass over this character, which must be the next one."""
        if not self.take(wanted):
            raise ListDamaged("it is not JSON")

    def value(self) -> Any:  # noqa: ANN401  JSON is any
        """The next whole value; ListDamaged when there is none, when it is too long or too deep, or a key stands twice in it."""
        self.peek()
        wanted = 1
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except Twice as twice:
                raise ListDamaged(str(twice)) from None
            except RecursionError:
                raise ListDamaged("it is nested too deep") from None
            except ValueError:
                end = len(self._text)
            if end < len(self._text):
                self._at = end
                return found
            if len(self._text) - self._at > _RECORD_CHARACTERS or sum(self._more() for _ in range(wanted)) == 0:
                raise ListDamaged("it is not JSON, or a record in it does not end")
            wanted *= 2  # a long record is tried again a few times, not once for each piece


def _members(walk: _Walk) -> Iterator[str]:
    """The keys of the object that comes next; the caller takes each one's value."""
    walk.need("{")
    if walk.take("}"):
        return
    while True:
        key = walk.value()
        if not isinstance(key, str):
            raise ListDamaged("it is not JSON")
        walk.need(":")
        yield key
        if walk.take("}"):
            return
        walk.need(",")


def _elements(walk: _Walk) -> Iterator[None]:
    """One turn for each element of the array that comes next; the caller takes it."""
    walk.need("[")
    if walk.take("]"):
        return
    while True:
        yield
        if walk.take("]"):
            return
        walk.need(",")


def _records(walk: _Walk) -> Iterator[dict[str, Any]]:
    """Every media record, of a list (#Media) and of cases (#Cases)."""
    has_value = is_cases = False
    for key in _members(walk):
        if key.casefold() == "value" and walk.peek() == "[":
            has_value = True
            for _ in _elements(walk):
                yield from _of_case(walk) if is_cases else _of_element(walk.value())
        else:
            told = walk.value()
            is_context = key.casefold() in {"odata.metadata", "@odata.context"}
            is_cases = is_cases or (is_context and isinstance(told, str) and told.casefold().endswith("#cases"))
    if not has_value:
        raise NotAList("VICS has its records in `value`")


def _of_case(walk: _Walk) -> Iterator[dict[str, Any]]:
    for key in _members(walk):
        if key.casefold() == "media" and walk.peek() == "[":
            for _ in _elements(walk):
                yield from _of_element(walk.value())
        else:
            walk.value()


def _of_element(found: object) -> Iterator[dict[str, Any]]:
    """A record, or those of a case whose file did not say beforehand that it holds cases."""
    if not isinstance(found, dict):
        yield {}
        return
    record = {key.casefold(): held for key, held in found.items()}
    media = record.get("media")
    if isinstance(media, list):
        for each in media:
            yield from _of_element(each)
    else:
        yield record


def entries(file: BinaryIO) -> Iterator[ListEntry | BadLine]:
    """The list's entries; their lines are the numbers of their records, from 1."""
    number = 0
    try:
        for number, record in enumerate(_records(_Walk(file)), 1):
            yield from _of_record(record, number)
    except ListDamaged as damaged:
        raise ListDamaged(f"behind record {number}: {damaged.detail}") from None


def _of_record(record: dict[str, Any], number: int) -> Iterator[ListEntry | BadLine]:
    try:
        id_ = rows.text_of(record.get("mediaid"), "MediaID") or ""
        category = rows.text_of(record.get("category"), "Category")
        size = rows.number(record.get("mediasize"), "MediaSize")
        hashes = list(_hashes(record))
    except ValueError as error:
        yield BadLine(number, str(error))
        return
    if not hashes:
        yield BadLine(number, "there is no fingerprint in it")
    for algorithm, text in hashes:
        try:
            yield ListEntry(algorithm, value_of(text, algorithm), number, id_, category, size)
        except ValueError as error:
            yield BadLine(number, str(error))


def _hashes(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the record and its AlternativeHashes hold; of hashes that nobody knows, none."""
    stated = [(name, record.get(name)) for name in _HASHES]
    others = record.get("alternativehashes")
    for other in others if isinstance(others, list) else []:
        plain = {key.casefold(): held for key, held in other.items()} if isinstance(other, dict) else {}
        name = plain.get("hashname")
        stated.append((named(name) or "" if isinstance(name, str) else "", plain.get("hashvalue")))
    for algorithm, text in dict.fromkeys((name, held) for name, held in stated if name and isinstance(held, str | int)):
        if text and not isinstance(text, str):
            raise ValueError("a hash is no text")
        if text:
            yield algorithm, text
