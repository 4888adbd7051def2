from __future__ import annotations

from dataclasses import dataclass

import pytest

from varde.keeps.hashlists import face as hashlists
from varde.kernels.hashing import Fingerprint

pytestmark = pytest.mark.django_db
PDQ = bytes(range(0, 256, 8))


@dataclass(frozen=True)
class File:
    size: int = 900
    sha256: bytes = b"\x01" * 32
    sha1: bytes = b"\x02" * 20
    md5: bytes = b"\x03" * 16
    fingerprints: tuple[Fingerprint, ...] = ()


def apart(bits: int) -> bytes:
    flipped: int = int.from_bytes(PDQ, "big") ^ ((1 << bits) - 1)
    return flipped.to_bytes(32, "big")


def seen(value: bytes, quality: int = 100) -> File:
    return File(fingerprints=(Fingerprint("pdq", "1", value, quality),))


@pytest.fixture(autouse=True)
def lists() -> None:
    hashlists.add_list("lantern-known", "lantern")


def test_the_same_bytes_are_found_by_each_digest() -> None:
    for algorithm, value in (("sha256", File.sha256), ("sha1", File.sha1), ("md5", File.md5)):
        hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm(algorithm), value=value, size=900)
    hits = hashlists.look_up(File())
    assert {hit.algorithm for hit in hits} == {"sha256", "sha1", "md5"}
    assert {(hit.bits_apart, hit.list_name, hit.attested_by) for hit in hits} == {(0, "lantern-known", ("lantern",))}


def test_an_md5_of_another_size_is_no_hit() -> None:
    hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.MD5, value=File.md5, size=901)
    assert hashlists.look_up(File()) == []


def test_a_resembling_picture_is_found_up_to_the_radius() -> None:
    entry = hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=PDQ, classification="a-lake")
    [hit] = hashlists.look_up(seen(apart(31)))
    assert (hit.entry_id, hit.bits_apart, hit.classification, hit.algorithm) == (entry, 31, "a-lake", "pdq")
    assert hashlists.look_up(seen(apart(32))) == []


def test_a_flat_picture_resembles_nothing() -> None:
    hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=PDQ)
    assert hashlists.look_up(seen(PDQ, quality=49)) == []


def test_of_a_video_the_nearest_frame_counts() -> None:
    hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=PDQ)
    frames = tuple(Fingerprint("pdq", "1", apart(bits), 100, at_ms=bits) for bits in (20, 7, 200))
    assert [hit.bits_apart for hit in hashlists.look_up(File(fingerprints=frames))] == [7]


def test_the_nearest_comes_first() -> None:
    for bits in (30, 4, 12):
        hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=apart(bits))
    assert [hit.bits_apart for hit in hashlists.look_up(seen(PDQ))] == [4, 12, 30]


def test_withdrawn_and_disputed_entries_hit_no_more() -> None:
    one = hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=apart(1))
    other = hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.SHA256, value=File.sha256)
    assert len(hashlists.look_up(seen(PDQ))) == 2
    hashlists.withdraw(one, reason="drawn by hand")
    hashlists.dispute(other, organisation="fjord", reason="a landscape")
    assert hashlists.look_up(seen(PDQ)) == []
