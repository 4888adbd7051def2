"""Commands run as a user runs them, on a folder of pictures that we drew and files that are no pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from unit.kernels.made_media import clip, landscape, saved

ENTRY = "from varde.doors.cli.main import main; main()"


def varde(*words: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", ENTRY, *words], input=stdin, capture_output=True, check=False, timeout=240, cwd=cwd
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode("ascii").splitlines()]


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode()


def by_name(done: subprocess.CompletedProcess[bytes]) -> dict[str, dict[str, Any]]:
    return {row["path"].rsplit("/", 1)[-1]: row for row in lines(done)}


def jpeg(seed: int) -> bytes:
    return saved(landscape(seed), quality=88).getvalue()


def folder_of_everything(place: Path) -> Path:
    """Two pictures, a clip, names that try to look like something else, damage, and what is no file at all."""
    place.mkdir()
    (place / "hill.jpg").write_bytes(jpeg(1))
    (place / "boat.png").write_bytes(saved(landscape(2), "PNG").getvalue())
    (place / "clip.mp4").write_bytes(clip(3, seconds=3).getvalue())
    (place / "cut.jpg").write_bytes(jpeg(4)[:200])
    (place / "text.txt").write_text("not a picture")
    (place / "empty.jpg").write_bytes(b"")
    (place / "two\nlines\u202egpj.jpg").write_bytes(jpeg(1))
    (place / "deeper").mkdir()
    (place / "deeper" / os.fsdecode(b"\xff\xfe.jpg")).write_bytes(jpeg(5))
    (place / "link.jpg").symlink_to(place / "hill.jpg")
    (place / "around").symlink_to(place)
    os.mkfifo(place / "pipe.jpg")
    return place
