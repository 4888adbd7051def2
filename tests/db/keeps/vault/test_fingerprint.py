from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PIL import Image, ImageDraw

from cast import ADA, HARBOURS_SYSTEM, MALLORY
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import decoders, nearness
from varde.keeps.vault import face as vault
from varde.keeps.vault.models import Examination, SealedFingerprints
from varde.kernels.media import Decoder
from varde.kernels.terms.ids import ObjectId

pytestmark = pytest.mark.django_db
Kind = ledger.Kind


def hills(*, width: int = 320, quality: int = 90, seed: int = 1) -> bytes:
    """A drawn landscape."""
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    drawing = ImageDraw.Draw(picture)
    for hill in range(7):
        x, y = (hill * 61 * seed) % 320, 90 + (hill * 37 * seed) % 120
        drawing.ellipse((x - 50, y, x + 60, y + 90), fill=((hill * 40 * seed) % 255, 120, (hill * 90) % 255))
    out = io.BytesIO()
    picture.resize((width, width * 3 // 4)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def put(data: bytes) -> ObjectId:
    return vault.put(io.BytesIO(data), by=HARBOURS_SYSTEM).id


def test_a_picture_is_examined_and_its_fingerprints_kept_sealed() -> None:
    seen = vault.fingerprint(put(hills()))
    assert isinstance(seen, vault.Examined)
    assert (seen.kind, seen.width, seen.height, seen.size) == ("picture", 320, 240, len(hills()))
    [pdq] = seen.fingerprints
    row = SealedFingerprints.objects.get()
    assert pdq.value not in bytes(row.sealed) + bytes(row.mark)


def test_what_cannot_be_decoded_says_why_and_stays() -> None:
    odd = put(b"no picture at all")
    assert vault.fingerprint(odd) == vault.Undecodable(vault.UndecodableReason.UNKNOWN_FORMAT)
    assert vault.is_sealed(odd)
    assert vault.near(odd) == []


def test_twice_is_once() -> None:
    picture = put(hills())
    assert vault.fingerprint(picture) == vault.fingerprint(picture) == vault.examined(picture)
    assert len(list(ledger.entries((Kind.EVIDENCE_FINGERPRINTED,)))) == Examination.objects.count() == 1
    assert len(list(ledger.entries((Kind.EVIDENCE_OPENED,)))) == 1


def test_files_that_came_together_are_examined_as_each_alone() -> None:
    files = [put(hills()), put(b"no picture at all"), put(hills(seed=5))]
    first = vault.fingerprint(files[0])
    vault.fingerprint_all([*files, files[1]])
    vault.fingerprint_all(files)
    assert vault.examined(files[0]) == first
    assert vault.examined(files[1]) == vault.Undecodable(vault.UndecodableReason.UNKNOWN_FORMAT)
    assert isinstance(vault.examined(files[2]), vault.Examined)
    for kind in (Kind.EVIDENCE_OPENED, Kind.EVIDENCE_FINGERPRINTED):
        assert sorted(entry.about for entry in ledger.entries((kind,))) == sorted(map(str, files))


def test_together_with_a_destroyed_one_none_is_opened() -> None:
    files = [put(hills()), put(hills(seed=5))]
    vault.destroy(files[1], reason="asked for", by=ADA)
    with pytest.raises(vault.ObjectDestroyed):
        vault.fingerprint_all(files)
    assert not list(ledger.entries((Kind.EVIDENCE_OPENED,)))


def test_a_weak_sandbox_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, weak = put(hills()), Decoder(minimum_level=4)
    with monkeypatch.context() as patched:
        patched.setattr(decoders, "shared", lambda: weak)
        for _ in range(2):
            assert vault.fingerprint(picture) == vault.Undecodable(vault.UndecodableReason.SANDBOX_TOO_WEAK)
    weak.close()
    assert isinstance(vault.fingerprint(picture), vault.Examined)
    told = [dict(entry.facts) for entry in ledger.entries((Kind.EVIDENCE_FINGERPRINTED,))]
    assert told == [{"undecodable": "sandbox_too_weak"}, {"kind": "picture", "fingerprints": 1, "is_whole": True}]


def test_copies_are_near_and_other_pictures_are_not() -> None:
    first, small, poor, other = [put(one) for one in (hills(), hills(width=200), hills(quality=40), hills(seed=5))]
    for one in (first, small, poor, other):
        vault.fingerprint(one)
    assert {one.object for one in vault.near(first)} == {small, poor}
    assert [one.object for one in vault.near(first, among={poor, other})] == [poor]
    bits = [one.bits_apart for one in vault.near(first)]
    assert bits == sorted(bits)


def test_what_comes_later_and_what_is_destroyed_is_known() -> None:
    first = put(hills())
    vault.fingerprint(first)
    assert vault.near(first) == []
    later = put(hills(width=280))
    vault.fingerprint(later)
    assert [one.object for one in vault.near(first)] == [later]
    vault.destroy(later, by=ADA, reason="not needed")
    assert vault.near(first) == []


def test_what_is_destroyed_leaves_the_memory_too(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    first, other = put(hills()), put(hills(width=280))
    last = put(hills(seed=5))
    for one in (first, other, last):
        vault.fingerprint(one)
    assert [one.object for one in vault.near(first)] == [other]
    vault.destroy(other, by=ADA, reason="not needed")
    with django_capture_on_commit_callbacks(execute=True):
        assert vault.near(first) == []
    assert set(nearness._index._frames) >= {first, last}
    assert other not in nearness._index._frames
    assert nearness._index._pictures.remove([other]) == 0


@pytest.mark.parametrize("blurred", [True, False])
def test_a_preview_is_a_new_picture_and_on_record(blurred: bool) -> None:
    picture = put(hills())
    png = Image.open(io.BytesIO(vault.preview(picture, by=ADA, purpose=vault.Purpose.REVIEW, blurred=blurred, max_px=100)))
    assert (png.format, png.size, png.mode) == ("PNG", (100, 75), "L" if blurred else "RGB")
    [entry] = ledger.entries((Kind.EVIDENCE_OPENED,))
    assert dict(entry.facts) == {"purpose": "review", "shown": "blurred" if blurred else "clear"}


def test_a_stranger_gets_no_preview() -> None:
    with pytest.raises(parties.NotAllowed):
        vault.preview(put(hills()), by=MALLORY, purpose=vault.Purpose.REVIEW, blurred=True)


def test_what_cannot_be_decoded_cannot_be_shown() -> None:
    with pytest.raises(vault.NothingToShow, match="unknown_format"):
        vault.preview(put(b"no picture at all"), by=ADA, purpose=vault.Purpose.REVIEW, blurred=True)
