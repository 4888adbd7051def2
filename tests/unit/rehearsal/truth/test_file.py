from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal import truth
from rehearsal.errors import TruthRefused


def test_the_documented_example_is_read(example: str) -> None:
    found = truth.parse(example)
    assert [account.id for account in found.accounts] == ["u1", "u2", "u3"]
    assert found.reports[0].deliveries == 2
    assert found.platforms == ("harbour",)


def test_what_is_written_is_read_again(example: str, tmp_path: Path) -> None:
    found = truth.parse(example)
    truth.write(found, tmp_path / "truth.jsonl")
    assert truth.read(tmp_path / "truth.jsonl") == found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"kind": "quirk"', '"kind": "rumour"', "line 16: unknown kind 'rumour'"),
        ('"2016-05-01T12:00:00+02:00"', '"2016-05-01T12:00:00"', "line 12: at"),
        ('"2016-05-01T12:00:00+02:00"', '"last spring"', "line 12: at"),
        ('"2001-03-01"}\n', '"2001-02-30"}\n', "line 2: birth_date"),
        ('"attach": false', '"attached": false', "line 15: attached: unknown field"),
        ('"port": 40001', '"port": 70000', "line 11: port"),
        ('"port": 40001', '"port": "40001"', "line 11: port"),
        ('"recipients": ["a-third"]', '"recipients": []', "line 13: recipients"),
        ('{"truth": "varde-truth/1"', '{"truth": "varde-truth/9"', "line 1: truth"),
        ('{"kind": "quirk"', '["kind", "quirk"', "line 16: not a JSON object"),
    ],
)
def test_a_bad_line_is_named(example: str, old: str, new: str, said: str) -> None:
    assert old in example
    with pytest.raises(TruthRefused, match=r"correct the lines named") as refused:
        truth.parse(example.replace(old, new, 1))
    assert refused.value.faults[0].startswith(said)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(TruthRefused, match="line 1: the file is empty"):
        truth.parse("\n\n")


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    for name, said in (("picture", "not UTF-8"), ("nothing", "No such file")):
        with pytest.raises(TruthRefused, match=said):
            truth.read(tmp_path / name)


def test_every_fault_is_told_at_once(example: str) -> None:
    with pytest.raises(TruthRefused) as refused:
        truth.parse(example.replace('"port"', '"harbour"'))
    assert len(refused.value.faults) == 2
