"""A list's fingerprints in a folder: found, changed, swapped, and refused when damaged."""

from __future__ import annotations

import stat
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from varde.kernels.hashing import Fingerprint
from varde.kernels.search import PlainIndex
from varde.kernels.search.saved import (
    Entries,
    EntriesUnreadable,
    Hit,
    IndexBeingChanged,
    IndexDamaged,
    IndexOfAnotherVersion,
    NoSuchIndex,
    NotAnIndex,
    SavedIndex,
    change_index,
    manifest,
    write_index,
    writing,
)

VERSIONS = {"pdq": "1"}
ZERO = bytes(32)


def apart(*bits: int) -> NDArray[np.uint8]:
    """Values so many bits from zero."""
    return np.frombuffer(b"".join(((1 << each) - 1).to_bytes(32, "big") for each in bits), np.uint8).reshape(-1, 32)


def scattered(count: int, *, seed: int = 3) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "known"


def test_every_hit_gives_list_entry_and_distance_nearest_first(path: Path) -> None:
    write_index(
        path,
        [
            Entries("harbour", "pdq", apart(31, 32, 3), ids=["edge", "beyond", "near"], classifications=["a-lake", None, None]),
            Entries("lantern", "pdq", apart(0, 3)),
        ],
        versions=VERSIONS,
    )
    index = SavedIndex.open(path)
    same, near, too, edge = index.near([ZERO])[0]
    assert (same, too.list, too.entry) == (Hit("lantern", "1", 0, "pdq"), "lantern", "2")
    assert (near.list, near.entry, near.bits_apart) == ("harbour", "near", 3)
    assert (edge.entry, edge.bits_apart, edge.classification) == ("edge", 31, "a-lake")
    assert [hit.entry for hit in index.near([ZERO], lists=["harbour"])[0]] == ["near", "edge"]
    assert index.near([ZERO], lists=["fjord"]) == [[]]
    assert index.near([]) == []


def test_digests_and_closed_fingerprints_are_found_when_equal(path: Path) -> None:
    sums = np.array([[9] * 16, [0] * 16, [9] * 15 + [0], [9] * 16], np.uint8)
    opaque = np.arange(288, dtype=np.int64).astype(np.uint8).reshape(2, 144)
    write_index(
        path,
        [
            Entries("harbour", "md5", sums, ids=["a", "b", "c", "d"], sizes=[900, 5, None, 901]),
            Entries("harbour", "photodna", opaque, ids=["x", "y"]),
        ],
        versions={},
    )
    index = SavedIndex.open(path)
    found = index.exact("md5", [bytes([9] * 16), bytes(16), b"\x09" * 15 + b"\x00", b"\x08" * 16])
    assert [[(hit.entry, hit.size) for hit in each] for each in found] == [
        [("a", 900), ("d", 901)],
        [("b", 5)],
        [("c", None)],
        [],
    ]
    assert [hit.entry for hit in index.exact("photodna", [opaque[1].tobytes()])[0]] == ["y"]
    assert index.exact("md5", [b"short"]) == [[]]
    assert index.exact("sha256", [ZERO]) == [[]]
    assert index.exact("sha256", []) == []


@pytest.mark.parametrize("shared_head", [0, 8, 31])
def test_equal_values_are_all_found_however_alike_others_begin(path: Path, shared_head: int) -> None:
    values = np.random.default_rng(2).integers(0, 3, (200, 32), dtype=np.uint8)
    values[:, :shared_head] = 0
    values[100:120] = values[:20]
    write_index(path, [Entries("harbour", "sha256", values)], versions={})
    found = SavedIndex.open(path).exact("sha256", [row.tobytes() for row in values])
    for row, hits in zip(values, found, strict=True):
        assert [hit.entry for hit in hits] == [str(place + 1) for place in np.flatnonzero((values == row).all(axis=1))]


@pytest.mark.parametrize(
    "ids",
    [
        ["7", "0", "12345678901234567890"],
        ["1", "01", "+1"],
        [str(UUID(int=5)), str(UUID(int=5 << 64)), str(UUID(int=1))],
        ["blå", "", "a" * 300],
        [str(UUID(int=5)), "7", "x"],
    ],
)
def test_ids_come_back_as_they_were_and_can_be_removed(path: Path, ids: list[str]) -> None:
    write_index(path, [Entries("harbour", "pdq", apart(0, 1, 2), ids=ids)], versions=VERSIONS)
    assert [hit.entry for hit in SavedIndex.open(path).near([ZERO])[0]] == ids
    change_index(path, add=[Entries("harbour", "pdq", apart(3), ids=["later-one"])])
    change_index(path, remove={"harbour": [ids[1], "unknown", "9"], "unknown": [ids[0]]})
    assert [hit.entry for hit in SavedIndex.open(path).near([ZERO])[0]] == [ids[0], ids[2], "later-one"]


@pytest.mark.parametrize("seed", range(4))
def test_a_sequence_of_changes_agrees_with_the_plain_meaning(path: Path, seed: int) -> None:
    made, plain = np.random.default_rng(seed), PlainIndex[tuple[str, str]]()
    pool = np.concatenate([apart(*range(0, 60, 4)), scattered(20)])
    write_index(path, [], versions=VERSIONS)
    for turn in range(40):
        name, rows = f"list-{turn % 3}", made.integers(0, len(pool), made.integers(1, 9))
        ids = [str(made.integers(0, 12)) for _ in rows]
        gone = [str(one) for one in made.integers(0, 12, turn % 4)]
        replaced = [name] if turn % 11 == seed else []
        plain.remove([(name, one) for one in gone] + [(each, str(one)) for each in replaced for one in range(12)])
        plain.add(((name, id_), pool[row].tobytes()) for id_, row in zip(ids, rows, strict=True))
        change_index(path, remove={name: gone}, remove_lists=replaced, add=[Entries(name, "pdq", pool[rows], ids=ids)])
    index = SavedIndex.open(path)
    assert len(index) == len(plain)
    queries = [row.tobytes() for row in pool]
    found = [[((hit.list, hit.entry), hit.bits_apart) for hit in each] for each in index.near(queries)]
    assert found == [[(one.id, one.bits_apart) for one in each] for each in plain.near(queries)]
    equal = [{(hit.list, hit.entry) for hit in each} for each in index.exact("pdq", queries)]
    assert equal == [{one.id for one in each if not one.bits_apart} for each in plain.near(queries)]


def test_planted_neighbours_are_all_found_through_changes_and_joins(path: Path) -> None:
    def part(name: str, count: int, seed: int, *bits: int) -> Entries:
        return Entries(name, "pdq", np.concatenate([apart(*bits), scattered(count, seed=seed)]))

    write_index(path, [part("harbour", 40_000, 1, *range(0, 36, 3))], versions=VERSIONS)
    change_index(path, add=[part("lantern", 500, 2, *range(1, 36, 3))])
    change_index(path, remove={"harbour": ["2"], "lantern": ["12"]})  # 3 and 34 bits apart
    change_index(path, add=[part("fjord", 30_000, 4, *range(2, 36, 3))], remove={"lantern": ["3"]})  # 7 bits apart
    index = SavedIndex.open(path)
    [segment] = index.facts.segments  # all joined
    assert segment.chunks
    assert segment.removed == 0
    [hits] = index.near([ZERO], threads=2)
    assert [hit.bits_apart for hit in hits] == [each for each in range(32) if each not in {3, 7}]
    assert {hit.list for hit in hits} == {"harbour", "lantern", "fjord"}
    queries = scattered(300, seed=1)
    assert [[hit.entry for hit in each] for each in index.near(list(map(bytes, queries)))] == [
        [str(13 + row)] for row in range(300)
    ]


def test_a_list_is_replaced_in_one_change_and_the_others_stay(path: Path) -> None:
    write_index(
        path,
        [
            Entries("harbour", "pdq", apart(1, 2)),
            Entries("lantern", "pdq", apart(4)),
            Entries("harbour", "sha1", scattered(3)[:, :20]),
        ],
        versions=VERSIONS,
        made_from="edition 1",
    )
    change_index(path, remove_lists=["harbour"], add=[Entries("harbour", "pdq", apart(9))], made_from="edition 2")
    index = SavedIndex.open(path)
    assert [(hit.list, hit.bits_apart) for hit in index.near([ZERO])[0]] == [("lantern", 4), ("harbour", 9)]
    assert index.facts.lists == {"harbour": {"pdq": 1}, "lantern": {"pdq": 1}}
    assert (index.facts.generation, index.made_from) == (2, "edition 2")


def test_small_changes_leave_the_large_segment_where_it_is(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", scattered(40_000))], versions=VERSIONS)
    [large] = path.glob("segment-*")
    for number in range(4):
        change_index(
            path, add=[Entries("lantern", "pdq", apart(number), ids=[f"n{number}"])], remove={"harbour": [str(number + 1)]}
        )
    assert large.exists()
    assert len(list(path.glob("segment-*"))) == 2
    facts = SavedIndex.open(path).facts
    assert [(one.entries, one.removed) for one in facts.segments] == [(39_996, 4), (4, 0)]
    assert facts.segments[0].chunks
    assert facts.lists == {"harbour": {"pdq": 39_996}, "lantern": {"pdq": 4}}


def test_an_entry_that_is_there_stays_once(path: Path) -> None:
    twice = Entries("harbour", "pdq", apart(1, 1, 2), ids=["a", "a", "a"])
    write_index(path, [twice, twice], versions=VERSIONS)
    change_index(path, add=[twice, Entries("lantern", "pdq", apart(1), ids=["a"])])
    assert [(hit.list, hit.bits_apart) for hit in SavedIndex.open(path).near([ZERO])[0]] == [
        ("harbour", 1),
        ("lantern", 1),
        ("harbour", 2),
    ]


def test_a_reader_keeps_its_generation_until_it_refreshes(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", apart(1))], versions=VERSIONS)
    index = SavedIndex.open(path)
    assert index.refreshed() is index
    write_index(path, [Entries("harbour", "pdq", apart(2))], versions=VERSIONS)
    assert index.near([ZERO])[0][0].bits_apart == 1
    assert index.refreshed().near([ZERO])[0][0].bits_apart == 2


def test_a_newer_generation_is_looked_at_where_it_is_new(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", scattered(100))], versions=VERSIONS)
    index = SavedIndex.open(path, versions=VERSIONS)
    change_index(path, add=[Entries("harbour", "pdq", apart(1))])
    newer = index.refreshed()
    assert newer._at.files[0] is index._at.files[0]
    assert [hit.bits_apart for hit in newer.near([ZERO])[0]] == [1]
    known = set(path.glob("segment-*"))
    change_index(path, add=[Entries("harbour", "pdq", apart(2, 3, 4, 5))])
    [newest] = set(path.glob("segment-*")) - known
    newest.write_bytes(newest.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(IndexDamaged):
        newer.refreshed()
    write_index(path, [], versions={"pdq": "2"})
    with pytest.raises(IndexOfAnotherVersion):
        newer.refreshed()


def test_videos_are_found_not_frames(path: Path) -> None:
    scenes = scattered(8)
    frames = [Fingerprint("pdq", "1", row.tobytes(), 90, second * 1000) for second, row in enumerate(scenes[:4])]
    write_index(
        path,
        [
            Entries(
                "harbour", "pdq", scenes[[0, 1, 2, 3]], ids=["whole"] * 4, at_ms=[0, 1000, 2000, 3000], quality_percent=[90] * 4
            ),
            Entries("harbour", "pdq", scenes[[3, 5, 6, 7]], ids=["other"] * 4, at_ms=[0, 1000, 2000, 3000]),
            Entries("lantern", "pdq", scenes[[0]], ids=["picture"]),
            Entries("lantern", "pdq", scenes[[6, 7]], ids=["far"] * 2, at_ms=[0, 1000]),
        ],
        versions=VERSIONS,
    )
    index = SavedIndex.open(path)
    match, doubtful = index.videos(frames)
    assert (match.list, match.entry, match.is_match, match.share_of_query, match.share_of_entry) == (
        "harbour",
        "whole",
        True,
        1.0,
        1.0,
    )
    assert (doubtful.entry, doubtful.is_match, doubtful.share_of_entry) == ("other", False, 0.25)
    assert "25 %" in doubtful.reasons[1]
    assert index.videos(frames, lists=["lantern"]) == []
    assert index.videos([]) == []


def test_a_video_whose_frames_came_in_parts_is_one_video(path: Path) -> None:
    scenes = scattered(4)
    write_index(path, [Entries("harbour", "pdq", scenes[:3], ids=["clip"] * 3, at_ms=[0, 1, 2])], versions=VERSIONS)
    change_index(
        path,
        add=[Entries("harbour", "pdq", scattered(9, seed=8)), Entries("harbour", "pdq", scenes[3:], ids=["clip"], at_ms=[3])],
    )
    [hit] = SavedIndex.open(path).videos([Fingerprint("pdq", "1", row.tobytes(), 90, 0) for row in scenes])
    assert hit.share_of_query == hit.share_of_entry == 1.0


def test_what_does_not_fit_together_is_refused_and_nothing_changes(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", apart(1))], versions=VERSIONS)
    for wrong in (
        Entries("harbour", "pdq", apart(2, 3), ids=["one"]),
        Entries("harbour", "pdq", np.zeros((1, 20), np.uint8)),
        Entries("harbour", "pdq", apart(2), at_ms=[1 << 40]),
        Entries("harbour", "pdq", apart(2), ids=[7]),  # type: ignore[list-item]
    ):
        with pytest.raises(EntriesUnreadable):
            change_index(path, add=[Entries("lantern", "pdq", apart(5)), wrong])
    assert [hit.bits_apart for hit in SavedIndex.open(path).near([ZERO])[0]] == [1]
    with pytest.raises(ValueError, match="32 bytes"):
        SavedIndex.open(path).near([b"short"])


def test_only_its_owner_may_read_it(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", apart(1, 2))], versions=VERSIONS)
    change_index(path, remove={"harbour": ["1"]})
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.iterdir()} == {0o600}


def test_where_something_else_lies_nothing_is_written(path: Path) -> None:
    with pytest.raises(NoSuchIndex):
        SavedIndex.open(path)
    with pytest.raises(NoSuchIndex):
        change_index(path)
    path.write_text("a letter")
    with pytest.raises(NotAnIndex):
        write_index(path, [], versions=VERSIONS)
    (path.parent / "photographs").mkdir()
    (path.parent / "photographs" / "lake.jpg").write_bytes(b"")
    with pytest.raises(NotAnIndex):
        write_index(path.parent / "photographs", [], versions=VERSIONS)
    with pytest.raises(NoSuchIndex):
        SavedIndex.open(path)


def test_an_index_of_another_version_is_refused_and_can_be_built_anew(path: Path) -> None:
    write_index(path, [Entries("harbour", "pdq", apart(1))], versions=VERSIONS)
    SavedIndex.open(path, versions={"pdq": "1", "sha1": "1"})
    with pytest.raises(IndexOfAnotherVersion, match="pdq 1 instead of 2"):
        SavedIndex.open(path, versions={"pdq": "2"})
    told = (path / manifest.NAME).read_bytes()
    (path / manifest.NAME).write_bytes(told.replace(b"varde-index 1 ", b"varde-index 2 "))
    with pytest.raises(IndexOfAnotherVersion, match="build it again"):
        SavedIndex.open(path)
    write_index(path, [Entries("harbour", "pdq", apart(1))], versions=VERSIONS)
    assert len(SavedIndex.open(path)) == 1


def test_two_do_not_change_it_at_once(path: Path) -> None:
    write_index(path, [], versions=VERSIONS)
    with writing._locked(path), pytest.raises(IndexBeingChanged):
        change_index(path, add=[Entries("harbour", "pdq", apart(1))])
    assert len(SavedIndex.open(path)) == 0
