from __future__ import annotations

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, values, wide
from varde.kernels.wire.lists import AlgorithmUnclear, ListFormat, ListRefused, NotAList


def test_one_value_a_line_is_told_by_its_length() -> None:
    seen = read(f"{md5(1)}\n{sha1(2)}\r\n\n# a remark\n{md5(3).upper()}\n")
    assert seen.format is ListFormat.PLAIN
    assert values(seen, "md5") == [md5(1), md5(3)]
    assert values(seen, "sha1") == [sha1(2)]
    assert seen.bad_lines == 0


def test_64_digits_may_be_two_things_and_are_not_guessed() -> None:
    with pytest.raises(AlgorithmUnclear, match="--algorithm"):
        read(wide(1))
    with pytest.raises(AlgorithmUnclear):
        read("\n".join(wide(n) for n in range(1000)))
    assert values(read(wide(1), algorithm="pdq"), "pdq") == [wide(1)]
    assert values(read(wide(1), algorithm="sha256"), "sha256") == [wide(1)]


def test_what_sha256sum_writes_is_a_list_with_names() -> None:
    seen = read(f"{wide(1)}  hill at dusk.jpg\n{wide(2)} *boat.png\n", algorithm="sha256")
    assert [entry.id for entry in seen.tables["sha256"]] == ["hill at dusk.jpg", "boat.png"]


def test_one_bad_line_among_many_is_named_and_the_rest_loads() -> None:
    lines = [wide(n) for n in range(5000)]
    lines[2500] = "not a value"
    lines[3000] = lines[3000][:-1]
    lines[3001] = "zz" + lines[3001][2:]
    seen = read("\n".join(lines), algorithm="pdq")
    assert len(seen) == 4997
    assert [bad.line for bad in seen.bad] == [2501, 3001, 3002]
    assert [entry.line for entry in seen.tables["pdq"]][2499:2501] == [2500, 2502]
    assert seen.bad[1].says == "pdq has 64 hexadecimal digits, not 63"


def test_strict_takes_nothing_of_a_list_with_a_bad_line() -> None:
    with pytest.raises(ListRefused, match="1; first line 2: md5 has 32"):
        read(f"{md5(1)}\nfa11\n", algorithm="md5", is_strict=True)


def test_only_the_first_bad_lines_are_named_and_all_are_counted() -> None:
    seen = read("\n".join([md5(1), *["bad"] * 100]))
    assert len(seen.bad) == 20
    assert seen.bad_lines == 100


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_marks_and_line_ends_do_not_matter(ending: str, mark: bytes) -> None:
    lines = [md5(n) for n in range(200)]
    assert values(read(mark + ending.join(lines).encode()), "md5") == lines


def test_nul_bytes_and_lines_that_do_not_end_cost_one_line_each() -> None:
    seen = read(f"{md5(1)}\n\0\0\n{md5(2)} a\0b\n{'f' * 13_000_000}\n{sha1(3)}\n")
    assert [bad.line for bad in seen.bad] == [2, 3, 4]
    assert values(seen, "sha1") == [sha1(3)]


def test_many_lines_of_two_lengths_keep_their_line_numbers() -> None:
    lines = [md5(n) if n % 3 else sha1(n) for n in range(3000)]
    seen = read("\n".join(lines))
    assert [lines[entry.line - 1] for table in seen.tables.values() for entry in table] == values(seen, "md5") + values(
        seen, "sha1"
    )
    assert len(seen) == 3000


def test_the_same_value_twice_is_one_entry() -> None:
    seen = read(f"{md5(1)}\n{md5(2)}\n{md5(1)}\n")
    assert values(seen, "md5") == [md5(1), md5(2)]
    assert seen.repeated == 1


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\x01\xff" * 50, b"\xff\xfea\x00", b"hello\n", b"[]", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(NotAList):
        read(data)
