from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ENTRY = "from varde.doors.cli.main import main; main()"


def bench(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ENTRY, "bench", *words], capture_output=True, text=True, check=False, timeout=300, cwd=cwd
    )


def test_a_small_search_is_measured_told_written_and_drawn(tmp_path: Path) -> None:
    done = bench(
        "search", "--quick", "--entries", "2000", "--keep", "kept", "--json", "f.json", "--picture", "f.svg", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "f.json").read_text())
    assert figures["bench"] == "search"
    assert figures["rows"][0]["what"].startswith("search")
    assert [row["is_reached"] for row in figures["rows"] if row["what"].startswith("recall")] == [True]
    assert "recall" in done.stdout
    assert (tmp_path / "f.svg").read_text().startswith("<svg")
    (tmp_path / "docs.md").write_text("<!-- figures: search -->\n<!-- end -->\n")
    assert bench("table", "f.json", "--into", "docs.md", cwd=tmp_path).returncode == 0
    assert "recall" in (tmp_path / "docs.md").read_text()


def test_figures_go_to_standard_output_alone_when_asked(tmp_path: Path) -> None:
    done = bench("search", "--entries", "1000", "--keep", "kept", "--json", "-", cwd=tmp_path)
    assert json.loads(done.stdout)["command"].startswith("varde bench search")
    assert "single, p50" in done.stderr


def test_without_the_peers_it_says_what_to_do_in_one_line(tmp_path: Path) -> None:
    done = bench("search", "--quick", "--peers", cwd=tmp_path)
    assert done.returncode == 1
    assert "scripts/peers" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["search", "--entries", "3"], "3 is not in the range"),
        (["hashing", "--pictures", "nowhere"], "does not exist"),
        (["video", "nowhere.mp4"], "does not exist"),
        (["table"], "Missing argument"),
        (["colour"], "No such command"),
    ],
)
def test_wrong_arguments_end_with_2(words: list[str], says: str, tmp_path: Path) -> None:
    done = bench(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_file_of_something_else_is_no_figures(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text("{}")
    done = bench("table", "f.json", cwd=tmp_path)
    assert done.returncode == 1
    assert "figures of `varde bench`" in done.stderr
