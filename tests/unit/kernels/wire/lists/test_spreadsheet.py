from __future__ import annotations

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, values, wide
from varde.kernels.wire.lists import AlgorithmUnclear, ListFormat, NotAList


def test_a_head_line_names_the_columns() -> None:
    seen = read(f"algorithm,value,id,category,size\npdq,{wide(1)},7,2,1200\nMD5,{md5(2).upper()},8,,\n")
    assert seen.format is ListFormat.CSV
    [picture] = seen.tables["pdq"]
    assert (picture.id, picture.classification, picture.size, picture.line) == ("7", "2", 1200, 2)
    [digest] = seen.tables["md5"]
    assert (digest.id, digest.classification, digest.size) == ("8", None, None)


def test_semicolons_and_columns_of_several_algorithms_are_read() -> None:
    seen = read(f"MD5;SHA1;PhotoDNA;Image ID;Is distributed\n{md5(1)};{sha1(1)};{'ab' * 144};77;true\n{md5(2)};;;78;\n")
    assert values(seen, "md5") == [md5(1), md5(2)]
    assert [entry.id for entry in seen.tables["photodna"]] == ["77"]


def test_values_without_algorithm_are_told_by_length_or_asked_for() -> None:
    assert values(read(f"hash\n{md5(1)}\n"), "md5") == [md5(1)]
    with pytest.raises(AlgorithmUnclear):
        read(f"hash\n{wide(1)}\n")
    assert values(read(f"hash\n{wide(1)}\n", algorithm="pdq"), "pdq") == [wide(1)]


def test_frames_of_a_video_share_its_id() -> None:
    seen = read(
        f"algorithm,value,video,at_ms,quality\npdq,{wide(1)},clip,0,90\npdq,{wide(2)},clip,1000,80\npdq,{wide(2)},clip,1000,80\n"
    )
    assert [(entry.id, entry.at_ms, entry.quality_percent) for entry in seen.tables["pdq"]] == [
        ("clip", 0, 90),
        ("clip", 1000, 80),
    ]
    assert (seen.repeated, seen.bad_lines) == (1, 0)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("md5,abc,1", "md5 has 32 hexadecimal digits, not 3"),
        (f"md5,{wide(1)},1", "md5 has 32 hexadecimal digits, not 64"),
        (f"md5,{'g' * 32},1", "is not hexadecimal"),
        (f"dhash9,{md5(1)},1", "its algorithm is not known"),
        (f'md5,"{md5(1)},1', "is not CSV: a quotation mark is open or stray"),
        (f"md5,{md5(1)},1,2,3", "has 5 cells, the head line 3"),
        ("md5,,1", "there is no fingerprint in it"),
        (f"md5,{md5(1)},a\0b", "its id is no text of at most 1024 characters without NUL bytes"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_loads(row: str, says: str) -> None:
    seen = read(f"algorithm,value,id\nmd5,{md5(8)},8\n{row}\nmd5,{md5(9)},9\n")
    assert seen.bad == ((3, says),)
    assert values(seen, "md5") == [md5(8), md5(9)]


def test_an_id_on_two_values_is_a_mistake_and_the_second_is_left_out() -> None:
    seen = read(f"md5,id\n{md5(1)},7\n{md5(2)},7\n{md5(1)},7\n")
    assert values(seen, "md5") == [md5(1)]
    assert seen.bad == ((3, "its id already stands on another value (at 2)"),)
    assert (seen.bad_lines, seen.repeated) == (1, 1)


@pytest.mark.parametrize("head", ["name,comment", "md5,MD5", "a\tb\tc", 'md5,"x'])
def test_a_head_line_that_says_too_little_or_too_much_is_refused(head: str) -> None:
    with pytest.raises(NotAList):
        read(f"{head}\n{md5(1)},x\n", format_=ListFormat.CSV)
