"""What cannot be told of an examined file, and that nothing of it touches a disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbour_of_tests import landscape
from varde.doors.api.matching.examining import Examined
from varde.kernels import media
from varde.kernels.hashing import Digests, Fingerprint, Fingerprints
from varde.kernels.media import MediaFormat, MediaKind, Undecodable, UndecodableReason

Ask = Callable[..., Any]
DIGESTS = Digests(7, bytes(32), bytes(20), bytes(16))
CLIP = media.Examined(MediaKind.VIDEO, MediaFormat.MP4, 640, 360, 9000, is_whole=True, frames=())
FRAME = Fingerprint("pdq", "1", bytes(32), 90, at_ms=0)


def untold(seen: Fingerprints | Undecodable | None) -> str | None:
    why = Examined(DIGESTS, seen).untold
    return why.code if why else None


def test_a_whole_clip_with_one_good_frame_can_be_told() -> None:
    assert untold(Fingerprints(CLIP, (FRAME, replace(FRAME, quality_percent=10)))) is None
    assert untold(None) is None


def test_a_part_a_blur_and_a_weak_sandbox_cannot() -> None:
    assert untold(Fingerprints(replace(CLIP, is_whole=False), (FRAME,))) == "only_part_examined"
    assert untold(Fingerprints(CLIP, (replace(FRAME, quality_percent=49),))) == "quality_too_low"
    assert untold(Fingerprints(CLIP, ())) == "quality_too_low"
    assert untold(Undecodable(UndecodableReason.TIMED_OUT)) == "undecodable"
    assert untold(Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)) == "decoder_unavailable"


@pytest.mark.django_db
def test_a_large_file_is_examined_without_a_disk(ask: Ask, settings: Any, tmp_path: Path) -> None:  # noqa: ANN401
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    picture = landscape(3) + bytes(4 << 20)  # over what Django would keep in memory
    answer = ask("/api/v1/match", {"file": SimpleUploadedFile("hills.jpg", picture)})
    assert (answer.status_code, answer.json()["size"]) == (200, len(picture))
