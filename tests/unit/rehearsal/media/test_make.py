from __future__ import annotations

from pathlib import Path

import av
import pytest
from PIL import Image

from rehearsal import truth
from rehearsal.errors import MediaRefused
from rehearsal.media import make_media
from rehearsal.media.drawn import islands
from rehearsal.truth import Header, Item, ItemKind, Media, PictureFormat, Truth

HEADER = Header(operation="test", country="DK", zone="Europe/Copenhagen", age_line=15)
PICTURE = Item(id="p", type=ItemKind.PICTURE, media=Media(scene=1))
CLIP = Item(id="c", type=ItemKind.VIDEO, media=Media(scene=1, seconds=1))
COPIES = (
    truth.Copy(id="p/../1", item="p", format=PictureFormat.JPEG, width=320),
    truth.Copy(id="p2", item="p", how=truth.How.RESIZED, format=PictureFormat.PNG, width=200),
    truth.Copy(id="p3", item="p", how=truth.How.CROPPED, format=PictureFormat.WEBP, width=320, crop_percent=0.5),
    truth.Copy(id="c1", item="c", format=PictureFormat.MP4, width=320),
    truth.Copy(id="c2", item="c", how=truth.How.RESIZED, format=PictureFormat.MP4, width=200),
)
OPERATION = Truth(header=HEADER, items=(PICTURE, CLIP), copies=COPIES)


def test_every_copy_is_a_readable_file_of_its_own(tmp_path: Path) -> None:
    made = make_media(OPERATION, tmp_path)
    assert set(made) == {copy.id for copy in COPIES}
    assert len({path.read_bytes() for path in made.values()}) == 5
    assert Image.open(made["p2"]).size == (200, 150)
    assert all(path.parent == tmp_path for path in made.values())


def test_a_clip_is_h264_of_the_length_asked_for(tmp_path: Path) -> None:
    with av.open(str(make_media(OPERATION, tmp_path)["c1"])) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert len(list(container.decode(stream))) == 12


def test_twice_is_once(tmp_path: Path) -> None:
    first = make_media(OPERATION, tmp_path)
    times = {name: path.stat().st_mtime_ns for name, path in first.items()}
    again = make_media(OPERATION, tmp_path)
    assert {name: path.stat().st_mtime_ns for name, path in again.items()} == times


def test_the_same_scene_makes_the_same_bytes(tmp_path: Path) -> None:
    one, two = make_media(OPERATION, tmp_path / "one"), make_media(OPERATION, tmp_path / "two")
    assert all(one[name].read_bytes() == two[name].read_bytes() for name in one)


def test_the_users_own_files_are_used(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    islands(99, width=400, height=300).save(own / "sea.png")
    make_media(OPERATION, tmp_path / "made")["c1"].rename(own / "sea.mp4")
    made = make_media(OPERATION, tmp_path / "used", source=own)
    assert made["p/../1"].read_bytes() == (own / "sea.png").read_bytes()
    assert made["c1"].read_bytes() == (own / "sea.mp4").read_bytes()
    assert Image.open(made["p2"]).size == (200, 150)


def test_too_few_or_unreadable_files_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with pytest.raises(MediaRefused, match="not a folder"):
        make_media(OPERATION, tmp_path / "used", source=own)
    own.mkdir()
    with pytest.raises(MediaRefused, match="picture: 1 needed"):
        make_media(OPERATION, tmp_path / "used", source=own)
    (own / "sea.png").write_bytes(b"no picture")
    (own / "sea.mp4").write_bytes(b"no clip")
    with pytest.raises(MediaRefused, match=r"sea\.png cannot be read"):
        make_media(OPERATION, tmp_path / "used", source=own)
    islands(1, width=400, height=300).save(own / "sea.png")
    with pytest.raises(MediaRefused, match=r"sea\.mp4 cannot be read"):
        make_media(OPERATION, tmp_path / "used", source=own)
