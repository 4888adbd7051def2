"""What is measured with: drawn from a seed, alike each time, and like the real thing where it matters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rehearsal.measuring import files, hashes
from rehearsal.measuring.errors import NoPictures
from rehearsal.measuring.files import Size, Source
from rehearsal.measuring.pictures import Kind, natural_noise, picture

SMALL = Size("small", 320, 240, 12_000)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_seed_draws_the_same_picture_and_another_seed_another(kind: Kind) -> None:
    one, again, other = (picture(kind, seed, width=160, height=120) for seed in (1, 1, 2))
    assert one.size == (160, 120)
    assert one.tobytes() == again.tobytes() != other.tobytes()


def test_noise_is_stronger_in_low_frequencies_as_in_nature() -> None:
    field = natural_noise(np.random.default_rng(1), 256, 256)
    power = np.abs(np.fft.rfft2(field))
    assert power[1:8, 1:8].mean() > 20 * power[100:120, 100:120].mean()


def test_jpegs_are_about_as_large_as_a_camera_writes_them(tmp_path: Path) -> None:
    plain, progressive = (
        files.of_size(SMALL, ending, count=1, source=Source(), kept=tmp_path)[0] for ending in ("jpg", "progressive.jpg")
    )
    assert 0.6 * SMALL.jpeg_bytes < plain.stat().st_size < 1.6 * SMALL.jpeg_bytes
    with Image.open(progressive) as opened:
        assert opened.info["progressive"]


def test_what_was_made_once_is_used_again(tmp_path: Path) -> None:
    first = files.of_size(SMALL, "png", count=2, source=Source(), kept=tmp_path)
    before = [path.stat().st_mtime_ns for path in first]
    again = files.of_size(SMALL, "png", count=2, source=Source(), kept=tmp_path)
    assert [path.stat().st_mtime_ns for path in again] == before
    assert not list(tmp_path.rglob("*.half"))


def test_the_corpus_has_at_least_five_hundred_files_of_every_kind() -> None:
    assert sum(files.CORPUS.values()) * 5 >= 500
    assert set(files.CORPUS) == set(Kind)


def test_own_photographs_are_taken_instead_and_a_folder_without_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(NoPictures):
        Source.of(tmp_path)
    picture(Kind.LANDSCAPE, 9, width=300, height=300).save(tmp_path / "lake.png")
    source = Source.of(tmp_path)
    assert source.picture(Kind.LANDSCAPE, 0, width=100, height=50).size == (100, 50)
    assert source.mark != Source().mark


def test_natural_values_have_half_their_bits_set_and_fuller_buckets_than_random_ones() -> None:
    natural, coins = hashes.natural(40_000), hashes.random(40_000)
    assert set(np.bitwise_count(natural).sum(axis=1).tolist()) == {128}
    fullest = [int(np.unique(values[:, 0] & np.uint64(0xFFFF), return_counts=True)[1].max()) for values in (natural, coins)]
    assert fullest[0] > 2 * fullest[1]


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    assert (hashes.natural(50_000)[:10_000] == hashes.natural(10_000)).all()


def test_planted_values_differ_in_exactly_so_many_bits() -> None:
    words, bits = hashes.random(100), np.arange(100) % 32
    near = hashes.planted(words, rows=np.arange(100), bits=bits)
    assert (np.bitwise_count(near ^ words).sum(axis=1) == bits).all()
