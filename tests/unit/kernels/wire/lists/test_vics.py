from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, values, wide
from varde.kernels.wire.lists import ListDamaged, ListFormat, NotAList

MEDIA_1_3 = {"odata.metadata": "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media"}
CASES_2_0 = {"@odata.context": "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases"}


def record(number: int, **more: object) -> dict[str, Any]:
    return {"MediaID": number, "Category": 1, "MD5": md5(number).upper(), "SHA1": "", "MediaSize": "12", **more}


def listed(*records: object, indent: int | None = None) -> str:
    return json.dumps(MEDIA_1_3 | {"value": list(records)}, indent=indent)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_list_of_media_is_read(indent: int | None) -> None:
    seen = read(listed(record(1), record(2, Category=None, SHA1=sha1(2)), indent=indent))
    assert seen.format is ListFormat.VICS
    assert [(entry.id, entry.classification, entry.size, entry.line) for entry in seen.tables["md5"]] == [
        ("1", "1", 12, 1),
        ("2", None, 12, 2),
    ]
    assert values(seen, "sha1") == [sha1(2)]


def test_the_media_of_cases_are_read_wherever_they_stand() -> None:
    cases = [{"CaseID": "a", "Media": [record(1)]}, {"Media": [record(2)], "CaseNumber": "b"}, {"CaseID": "c"}]
    assert values(read(json.dumps(CASES_2_0 | {"value": cases})), "md5") == [md5(1), md5(2)]
    assert values(read(json.dumps({"value": cases} | CASES_2_0), format_=ListFormat.VICS), "md5") == [md5(1), md5(2)]


def test_closed_fingerprints_are_carried_as_they_are() -> None:
    other = [
        {"HashName": "PhotoDNA", "HashValue": "ab" * 144},
        {"HashName": "SHA-256", "HashValue": wide(1)},
        {"HashName": "?", "HashValue": 5},
    ]
    seen = read(listed(record(1, PhotoDNA=base64.b64encode(b"\x07" * 144).decode(), AlternativeHashes=other)))
    assert values(seen, "photodna") == ["07" * 144, "ab" * 144]
    assert values(seen, "sha256") == [wide(1)]


def test_keys_are_told_without_regard_to_case() -> None:
    odd = {"ODATA.METADATA": "x#Media", "Value": [{"mediaid": 1, "md5": md5(1)}]}
    assert values(read(json.dumps(odd)), "md5") == [md5(1)]


def test_a_hash_that_is_none_is_named_and_the_record_s_others_are_kept() -> None:
    seen = read(listed(record(1), record(2, MD5="abc", SHA1=sha1(2)), record(3, MediaID={}), "no record"))
    assert [bad.line for bad in seen.bad] == [2, 3, 4]
    assert values(seen, "md5") == [md5(1)]
    assert values(seen, "sha1") == [sha1(2)]


def test_a_file_that_breaks_off_gives_nothing() -> None:
    whole = listed(*(record(number) for number in range(1, 50)), indent=1)
    with pytest.raises(ListDamaged, match="behind record 2"):
        read(whole[: whole.index('"MediaID": 30')])


@pytest.mark.parametrize(
    "text", ['{"value": ', '{"value":[' + "[" * 100_000, '{"value":[{"MD5":"a","MD5":"b"}]}', '{"odata.metadata": "x", 5}']
)
def test_damaged_deep_and_doubled_json_is_refused(text: str) -> None:
    with pytest.raises(ListDamaged):
        read(text, format_=ListFormat.VICS)


@pytest.mark.parametrize("text", ['{"odata.metadata": "x#Media"}', listed(), listed("only", "text")])
def test_a_file_without_entries_is_refused(text: str) -> None:
    with pytest.raises(NotAList):
        read(text, format_=ListFormat.VICS)


def test_a_record_larger_than_what_is_read_at_once_is_whole() -> None:
    places = [{"MD5": md5(1), "FileName": "hill.jpg", "FilePath": "x" * 200}] * 20_000
    assert values(read(listed(record(1, MediaFiles=places), record(2))), "md5") == [md5(1), md5(2)]
