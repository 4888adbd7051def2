from __future__ import annotations

import pytest

from varde.doors.cli.lookup import LookUp
from varde.doors.cli.seen import Seen, of_file
from varde.kernels.hashing import Digests
from varde.kernels.media import Undecodable, UndecodableReason


def test_a_video_whose_keyframes_are_all_black_is_read_whole() -> None:
    black = Seen("night.mp4", facts={"kind": "video", "sampling": "keyframes"})
    assert LookUp([], 31)._needs_a_second_look(black)


def test_one_that_was_read_whole_is_not_read_again() -> None:
    black = Seen("night.mp4", facts={"kind": "video", "sampling": "each-second"})
    assert not LookUp([], 31)._needs_a_second_look(black)


def test_a_picture_without_fingerprints_is_not_read_again() -> None:
    assert not LookUp([], 31)._needs_a_second_look(Seen("fog.jpg", facts={"kind": "picture"}))


@pytest.mark.parametrize("reason", UndecodableReason)
def test_every_reason_is_told_in_words(reason: UndecodableReason) -> None:
    error = of_file("a", Digests(1, b"", b"", b""), Undecodable(reason)).error
    assert error is not None
    assert error["code"] == reason.value
    assert " " in error["says"]
