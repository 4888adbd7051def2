from __future__ import annotations

import io
import json
import random

import pytest

from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, wide
from varde.kernels.wire.lists import ListEntry, ListRead, bulk, write_csv

MANY = 3000


def entries(seen: ListRead) -> list[ListEntry]:
    return sorted((entry for table in seen.tables.values() for entry in table), key=lambda entry: (entry.line, entry.algorithm))


def row(number: int, made: random.Random) -> dict[str, object]:
    spelled, value = made.choice([("pdq", wide(number)), ("MD5", md5(number).upper()), ("sha-1", sha1(number))])
    category = made.choice(["", "1", "smørrebrød", " 2 "])
    return {"algorithm": spelled, "value": value, "id": f"e{number}", "category": category, "size": made.choice(["", "0", "77"])}


@pytest.mark.parametrize("bad", [0, 1])
@pytest.mark.parametrize("seed", range(3))
def test_many_rows_at_once_are_read_as_one_by_one(monkeypatch: pytest.MonkeyPatch, seed: int, bad: int) -> None:
    made = random.Random(seed)
    rows = [row(number, made) for number in range(MANY)]
    for number in made.sample(range(MANY), bad * 3):
        rows[number]["value"] = made.choice(["", "zz", md5(number)[:-1], "é" * 32])
    as_csv = "\n".join([",".join(rows[0]), *(",".join(map(str, each.values())) for each in rows)])
    as_lines = "\n".join(json.dumps(each) for each in rows)
    at_once = [read(as_csv), read(as_lines)]
    monkeypatch.setattr(bulk, "blocks", lambda *_: None)
    one_by_one = [read(as_csv), read(as_lines)]
    assert [entries(seen) for seen in at_once] == [entries(seen) for seen in one_by_one]
    assert [seen.bad for seen in at_once] == [seen.bad for seen in one_by_one]
    assert len(at_once[0]) == MANY - at_once[0].bad_lines


def test_many_rows_of_several_columns_and_frames_are_read_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = "MD5;SHA1;Image ID\n" + "".join(f"{md5(n)};{sha1(n) if n % 3 else ''};{n}\n" for n in range(MANY))
    frames = "pdq,video,id,at_ms,quality\n" + "".join(
        f"{wide(n)},clip {n // 9},{n},{1000 * n % 9},{n % 101}\n" for n in range(MANY)
    )
    at_once = [entries(read(digests)), entries(read(frames))]
    monkeypatch.setattr(bulk, "blocks", lambda *_: None)
    assert at_once == [entries(read(digests)), entries(read(frames))]
    assert at_once[1][9].id == "clip 1"


def test_blocks_and_single_entries_make_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 10)
    text = "pdq,id,category\n" + "".join(f"{wide(n)},{n},{'' if n < 25 else 'x'}\n" for n in range(14)) + "bad,15,\n"
    text += "".join(f"{wide(n)},,{'' if n < 25 else 'x'}\n" for n in range(15, 40))
    seen = read(text)
    assert [(entry.value.hex(), entry.classification) for entry in seen.tables["pdq"]][20:30] == [
        (wide(n), None if n < 25 else "x") for n in range(21, 31)
    ]
    out = io.StringIO()
    write_csv(out, seen.tables["pdq"])
    assert entries(read(out.getvalue()))[5]._replace(line=0) == seen.tables["pdq"].entry(5)._replace(line=0)
