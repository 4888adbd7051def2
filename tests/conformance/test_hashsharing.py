"""The samples of hash sharing that we wrote ourselves: what a page says, in whatever order and namespace it says it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from varde.kernels.terms.errors import VardeError
from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import Deleted, Entry, FeedbackType, Media, Page

SAMPLES = Path(__file__).parent / "hashsharing"
PAGES = sorted(file.stem for file in SAMPLES.glob("entries-*.xml"))


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.xml").read_bytes()


def page(name: str) -> Page:
    return wire.parse_page(sample(name))


def test_an_empty_result_has_neither_entries_nor_a_next_page() -> None:
    assert page("entries-empty") == Page(())


def test_two_pages_make_one_range() -> None:
    first, last = page("entries-first"), page("entries-last")
    assert first.next == "/v2/entries?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&start=2&size=2&max=3"
    assert last.next is None
    assert [(one.member, one.id) for one in (*first.entries, *last.entries)] == [
        ("101", "made-1"),
        ("102", "made-2"),
        ("101", "made-3"),
    ]


def test_an_update_and_tombstones() -> None:
    updated, picture, video = page("entries-updated-and-deleted").entries
    assert isinstance(updated, Entry)
    assert updated.classification == "A2"
    at = datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert picture == Deleted(media=Media.IMAGE, member="102", id="made-2", timestamp=at)
    assert (video.media, video.timestamp) == (Media.VIDEO, at.replace(second=1))


def test_a_large_fingerprint_is_an_address() -> None:
    (entry,) = page("entries-last").entries
    assert isinstance(entry, Entry)
    assert [one.kind for one in entry.fingerprints] == ["md5"]
    assert [(one.kind, one.rel) for one in entry.large] == [("tmk-pdqf", "tmk-pdqf"), ("videntifier", "videntifier")]


def test_feedback_names_members_and_their_reasons() -> None:
    (entry,) = page("entries-feedback").entries
    assert isinstance(entry, Entry)
    (feedback,) = entry.feedback
    assert (feedback.type, feedback.affirmative) == (FeedbackType.MD5, ("103", "104"))
    assert feedback.last_update == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert [reason.members for reason in feedback.negative] == [("105",), ("106", "107")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_comes_back_equal_also_from_a_stream(name: str) -> None:
    seen = page(name)
    assert wire.parse_page(wire.render_page(seen)) == seen
    assert wire.parse_page(io.BytesIO(sample(name))) == seen


@pytest.mark.parametrize("name", ["reasons-as-root", "reasons-as-child"])
def test_reasons_are_read_wherever_their_list_stands(name: str) -> None:
    (reason,) = wire.parse_reasons(sample(name))
    assert (reason.name, reason.type) == ("A made-up reason", "PDQ")
    assert wire.parse_reasons(wire.render_reasons(FeedbackType.PDQ, [reason])) == (reason,)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ((b"<id>made-1</id>", b""), "image[1]/id"),
        ((b"<id>made-1</id>", b"<id>made-1</id><id>made-9</id>"), "image[1]/id"),
        ((b'<member id="101"/>', b""), "image[1]/member"),
        ((b'<member id="101"/>', b"<member/>"), "image[1]/member/@id"),
        ((b"2026-03-01T12:00:00Z", b"yesterday"), "image[1]/timestamp"),
        ((b"2026-03-01T12:00:00Z", b"2026-03-01T12:00:00"), "without an offset"),
        ((b"<image>", b'<image xmlns="https://elsewhere.example/">'), "namespace"),
        ((b"made-1", b"m" * 301), "longer than 300"),
        ((b"<md5>", b"<md5>" + b"0" * 20_000), "image[1]/fingerprints"),
        ((b"queryResult", b"somethingElse"), "root"),
    ],
)
def test_what_is_no_page_is_refused_with_its_place(change: tuple[bytes, bytes], where: str) -> None:
    with pytest.raises(wire.HashSharingRefused) as refused:
        wire.parse_page(sample("entries-first").replace(*change))
    assert where in refused.value.message
    assert "00112233" not in refused.value.message


def test_a_page_beyond_bounds_and_a_declared_entity_are_refused() -> None:
    with pytest.raises(VardeError, match="larger"):
        wire.parse_page(io.BytesIO(b" " * (wire.PAGE_LIMIT_BYTES + 1)))
    with pytest.raises(VardeError, match="document type"):
        wire.parse_page(b'<!DOCTYPE q [<!ENTITY a "b">]><queryResult/>')


@pytest.mark.parametrize(
    "inside", ["", "<affirmative/><negative/>", "<negative/>", "<negative><reasonIds/></negative>", "<neither/>"]
)
def test_feedback_is_either_affirmative_or_has_reasons(inside: str) -> None:
    with pytest.raises(wire.HashSharingRefused):
        wire.parse_feedback(f"<feedbackSubmission>{inside}</feedbackSubmission>".encode())
