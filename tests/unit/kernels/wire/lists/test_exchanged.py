from __future__ import annotations

import io
import json

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, values, wide
from varde.kernels.wire.lists import ListEntry, ListFormat, Written, write_plain, write_vics

FILE = [
    ListEntry("md5", bytes.fromhex(md5(1)), 1, "made-1", "2", 77),
    ListEntry("sha1", bytes.fromhex(sha1(1)), 1, "made-1", "2"),
    ListEntry("pdq", bytes.fromhex(wide(1)), 1, "made-1", "2"),
]
OTHER = [ListEntry("md5", bytes.fromhex(md5(2)), 2), ListEntry("md5", bytes.fromhex(md5(3)), 3)]
LOOSE = ListEntry("pdq", bytes.fromhex(wide(4)), 4)


def vics(*, scheme: str | None = None) -> tuple[str, Written]:
    out = io.StringIO()
    told = write_vics(out, [*FILE, *OTHER, LOOSE], scheme=scheme)
    return out.getvalue(), told


def test_vics_holds_one_record_for_each_file_and_is_read_back() -> None:
    text, told = vics()
    assert told == Written(5, 1)
    assert [record["MediaID"] for record in json.loads(text)["value"]] == [1, 2, 3]
    seen = read(text, name="harbour.json")
    assert seen.format is ListFormat.VICS
    assert values(seen, "md5") == [md5(1), md5(2), md5(3)]
    assert (values(seen, "sha1"), values(seen, "pdq")) == ([sha1(1)], [wide(1)])


def test_its_version_stands_first_and_its_records_behind() -> None:
    plain = json.loads(vics()[0])
    assert list(plain) == ["@odata.context", "value"]
    assert plain["@odata.context"].endswith("2.0.xml/Default/$metadata#Media")


@pytest.mark.parametrize(("scheme", "category", "tags"), [("UK", 2, None), (None, None, ["2"])])
def test_no_scheme_of_categories_is_guessed(scheme: str | None, category: int | None, tags: list[str] | None) -> None:
    record = json.loads(vics(scheme=scheme)[0])["value"][0]
    assert (record.get("Category"), record.get("Tags")) == (category, tags)


def test_an_empty_list_is_still_a_document() -> None:
    out = io.StringIO()
    assert write_vics(out, []) == Written(0, 0)
    assert json.loads(out.getvalue())["value"] == []


@pytest.mark.parametrize(
    ("algorithm", "expected"), [("md5", [md5(1), md5(2), md5(3)]), ("sha1", [sha1(1)]), ("pdq", [wide(1), wide(4)])]
)
def test_plain_text_holds_the_values_of_one_algorithm(algorithm: str, expected: list[str]) -> None:
    out = io.StringIO()
    assert write_plain(out, [*FILE, *OTHER, LOOSE], algorithm=algorithm) == Written(len(expected), 6 - len(expected))
    assert out.getvalue().split() == expected
    assert values(read(out.getvalue(), algorithm=algorithm), algorithm) == expected
