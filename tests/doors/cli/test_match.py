from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from doors.cli.commands_of_tests import folder_of_everything, jpeg, lines, told, varde
from unit.kernels.made_media import clip, landscape, saved


def altered(seed: int) -> bytes:
    """The same picture, smaller and stronger compressed: other bytes, and alike."""
    return saved(landscape(seed).resize((500, 375)), quality=55).getvalue()


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = folder_of_everything(tmp_path_factory.mktemp("harbour") / "uploads")
    (place / "hill again.jpg").write_bytes(altered(1))
    (place / "clip again.mkv").write_bytes(clip(3, seconds=3, size=(240, 180), container="matroska").getvalue())
    (place / "stranger.jpg").write_bytes(jpeg(40))
    return place


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lantern's list: a hill, a clip by its frames, and others nobody ever sees here."""
    place = tmp_path_factory.mktemp("lantern")
    (place / "media").mkdir()
    (place / "media" / "hill.jpg").write_bytes(jpeg(1))
    (place / "media" / "clip.mp4").write_bytes(clip(3, seconds=3).getvalue())
    (place / "media" / "other.jpg").write_bytes(jpeg(41))
    (place / "known.jsonl").write_bytes(varde("hash", "--exact", "media", cwd=place).stdout)
    return place


@pytest.fixture(scope="module")
def matched(uploads: Path, known: Path) -> subprocess.CompletedProcess[bytes]:
    return varde("match", uploads, "--list", known / "known.jsonl")


def hits_of(done: subprocess.CompletedProcess[bytes], name: str) -> dict[tuple[str, str], dict[str, object]]:
    rows = [row for row in lines(done) if row["path"].endswith(f"/{name}") and "error" not in row]
    return {(row["kind"], row["entry"]): row for row in rows}


def test_the_same_bytes_are_found_by_their_strongest_digest(matched: subprocess.CompletedProcess[bytes]) -> None:
    hit = hits_of(matched, "hill.jpg")["same-bytes", "media/hill.jpg"]
    assert (hit["list"], hit["algorithm"], hit["bits_apart"], hit["size_agrees"]) == ("known.jsonl", "sha256", 0, True)


def test_a_picture_that_looks_alike_is_confirmed_on_the_exact_way(matched: subprocess.CompletedProcess[bytes]) -> None:
    [hit] = hits_of(matched, "hill again.jpg").values()
    assert (hit["kind"], hit["entry"], hit["algorithm"], hit["version"], hit["confirmed"]) == (
        "looks-alike", "media/hill.jpg", "pdq", "1", True,
    )  # fmt: skip
    assert 0 <= int(str(hit["bits_apart"])) <= 31


def test_a_video_is_told_with_shares_both_ways_and_the_frames(matched: subprocess.CompletedProcess[bytes]) -> None:
    [hit] = hits_of(matched, "clip again.mkv").values()
    assert (hit["kind"], hit["entry"], hit["confirmed"]) == ("video", "media/clip.mp4", True)
    assert hit["share_of_file"] == hit["share_of_entry"] == 1.0
    assert isinstance(hit["frames"], list)
    assert [frame["at_ms"] // 1000 for frame in hit["frames"]] == [0, 1, 2]
    assert hit["reasons"]


def test_what_is_not_on_the_list_has_no_hit_and_errors_are_told(matched: subprocess.CompletedProcess[bytes]) -> None:
    assert not hits_of(matched, "stranger.jpg")
    assert not hits_of(matched, "boat.png")
    errors = {row["path"].rsplit("/", 1)[-1]: row["error"]["code"] for row in lines(matched) if "error" in row}
    assert errors == {"cut.jpg": "damaged", "empty.jpg": "empty", "text.txt": "unknown_format"}
    assert matched.returncode == 3
    assert "11 files, 3 with errors; 8 hits in 5 files. A hit says: look here; people decide." in told(matched)


def test_an_index_finds_what_its_list_finds(
    uploads: Path, known: Path, matched: subprocess.CompletedProcess[bytes], tmp_path: Path
) -> None:
    assert varde("list", "build", known / "known.jsonl", "-o", tmp_path / "index").returncode == 0
    assert lines(varde("match", uploads, "--list", tmp_path / "index")) == lines(matched)


def test_several_lists_name_themselves_and_hashes_can_stand_for_files(uploads: Path, known: Path, tmp_path: Path) -> None:
    first = varde("hash", uploads / "hill.jpg", uploads / "stranger.jpg").stdout
    (tmp_path / "hashes.jsonl").write_bytes(first)
    md5 = json.loads(first.splitlines()[1])["md5"]
    (tmp_path / "harbour.csv").write_text(f"md5,id,category\n{md5},77,A1\n")
    done = varde(
        "match", "--hashes", tmp_path / "hashes.jsonl", "--list", known / "known.jsonl", "--list", tmp_path / "harbour.csv"
    )
    found = [(row["kind"], row["list"], row["entry"], row.get("confirmed"), row.get("classification")) for row in lines(done)]
    assert found == [
        ("same-bytes", "known.jsonl", "media/hill.jpg", None, None),
        ("looks-alike", "known.jsonl", "media/hill.jpg", False, None),
        ("same-bytes", "harbour.csv", "77", None, "A1"),
    ]
    assert done.returncode == 0


def test_scripts_learn_of_hits_by_exit_code_when_they_ask(uploads: Path, known: Path) -> None:
    assert varde("match", uploads / "hill.jpg", "--list", known / "known.jsonl", "--exit-code").returncode == 4
    assert varde("match", uploads / "stranger.jpg", "--list", known / "known.jsonl", "--exit-code").returncode == 0


def test_a_smaller_radius_finds_less(uploads: Path, known: Path) -> None:
    done = varde("match", uploads / "hill again.jpg", "--list", known / "known.jsonl", "--radius", "0", "--exact")
    assert [row["bits_apart"] for row in lines(done)] in ([], [0])


def test_a_list_with_a_bad_line_is_used_without_it_and_ends_with_3(uploads: Path, known: Path, tmp_path: Path) -> None:
    good = (known / "known.jsonl").read_text()
    (tmp_path / "list.jsonl").write_text(good + '{"pdq": "00"}\n')
    done = varde("match", uploads / "hill.jpg", "--list", tmp_path / "list.jsonl")
    assert len(lines(done)) == 2
    assert done.returncode == 3
    assert "line 4: pdq has 64 hexadecimal digits, not 2" in told(done)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "This is no list of fingerprints that can be read"),
        ("hello\n", "This is no list of fingerprints that can be read"),
        ("ab" * 32 + "\n", "Values of this length may be PDQ or SHA-256; say which with --algorithm"),
        ('{"odata.metadata": "x#Media", "value": [', "The list breaks off or is damaged, and nothing of it was taken"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(uploads: Path, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "list.txt").write_text(text)
    done = varde("match", uploads / "hill.jpg", "--list", tmp_path / "list.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    [sentence] = told(done).splitlines()
    assert sentence.startswith(f"varde: {says}")
    assert "list.txt" in sentence


def test_hashes_that_nobody_wrote_are_refused(known: Path, tmp_path: Path) -> None:
    (tmp_path / "hashes").write_text('{"path": "x"}\n{"path": 5}\n')
    done = varde("match", "--hashes", tmp_path / "hashes", "--list", known / "known.jsonl")
    assert done.returncode == 1
    assert "A line is not as `varde hash` writes it" in told(done)
    assert "line 2" in told(done)
