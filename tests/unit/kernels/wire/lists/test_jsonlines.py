from __future__ import annotations

import io
import json

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, values, wide
from varde.kernels.wire.lists import ListFormat, write_csv, write_jsonl


def line(**said: object) -> str:
    return json.dumps(said) + "\n"


def test_one_object_a_line() -> None:
    seen = read(line(algorithm="PDQ", value=wide(1), id=7, category="A1") + line(md5=md5(2)))
    assert seen.format is ListFormat.JSONL
    assert [(entry.id, entry.classification) for entry in seen.tables["pdq"]] == [("7", "A1")]
    assert values(seen, "md5") == [md5(2)]


def test_what_varde_hash_writes_is_a_list() -> None:
    frames = [
        {"algorithm": "pdq", "version": "1", "value": wide(n), "quality_percent": 90, "at_ms": 1000 * n, "exact": True}
        for n in range(3)
    ]
    seen = read(line(path="clips/boat.mp4", size=900, sha256=wide(9), md5=md5(9), format="mp4", fingerprints=frames))
    assert [(entry.id, entry.at_ms) for entry in seen.tables["pdq"]] == [("clips/boat.mp4", at) for at in (0, 1000, 2000)]
    assert [(entry.id, entry.size) for entry in seen.tables["sha256"]] == [("clips/boat.mp4", 900)]


def test_a_picture_that_exif_turns_has_two_values_under_one_id() -> None:
    both = [{"algorithm": "pdq", "value": wide(n), "at_ms": None} for n in (1, 2)]
    assert len(read(line(path="hill.jpg", sha256=wide(3), fingerprints=both)).tables["pdq"]) == 2


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('{"md5": "a", "md5": "b"}', "a key stands twice in one object"),
        ('{"md5": ' + "[" * 100_000, "is not JSON"),
        ("[1]", "is no JSON object"),
        ('{"md5": 5}', "a value is no text"),
        ('{"pdq": "' + "00" * 31 + '"}', "pdq has 64 hexadecimal digits, not 62"),
        ('{"id": "x"}', "there is no fingerprint in it"),
        ('{"md5": "' + "00" * 16 + '", "at_ms": 5}', "a frame needs the id of its video"),
        ('{"md5": "' + "00" * 16 + '", "size": -1}', f"its size is no whole number from 0 to {2**53}"),
        ('{"md5": "' + "00" * 16 + '", "id": {}}', "its id is no text of at most 1024 characters without NUL bytes"),
        ('{"fingerprints": 5}', "its fingerprints are no list of objects"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_loads(bad: str, says: str) -> None:
    seen = read(line(md5=md5(1)) + bad + "\n" + line(md5=md5(2)))
    assert seen.bad == ((2, says),)
    assert values(seen, "md5") == [md5(1), md5(2)]


def test_bytes_that_are_no_utf8_cost_their_line() -> None:
    seen = read(line(md5=md5(1)).encode() + b'{"md5": "\xff"}\n' + line(md5=md5(2)).encode())
    assert [bad.line for bad in seen.bad] == [2]
    assert len(seen) == 2


def test_what_is_written_is_read_back_the_same() -> None:
    first = read(
        line(pdq=wide(1), video="clip; 1", at_ms=5, quality=77) + line(sha256=wide(2), id='say "dusk"', size=9, category="2")
    )
    entries = [entry for table in first.tables.values() for entry in table]
    for write in (write_jsonl, write_csv):
        out = io.StringIO()
        assert write(out, entries) == 2
        again = [entry for table in read(out.getvalue()).tables.values() for entry in table]
        assert [entry._replace(line=0) for entry in again] == [entry._replace(line=0) for entry in entries]
