from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from varde.kernels.terms.ids import ObjectId, ReportId, ReviewId
from varde.kernels.terms.topics import ListHit, SubmissionKind
from varde.stages.review import rules
from varde.stages.review.types import NearConfirmed, QueuedReview, ReviewState

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def hit(algorithm: str, bits: int, *voices: str) -> ListHit:
    return ListHit(ObjectId(uuid4()), "lantern", "e-1", algorithm, bits, voices, None)


@pytest.mark.parametrize(
    ("found", "may"),
    [
        (hit("sha256", 0, "lantern", "fjord"), True),
        (hit("md5", 0, "lantern", "fjord"), True),
        (hit("sha256", 0, "lantern"), False),
        (hit("sha256", 0, "lantern", "lantern"), False),
        (hit("pdq", 0, "lantern", "fjord"), False),
        (hit("sha1", 0, "lantern", "fjord"), False),
    ],
)
def test_only_an_exact_match_attested_by_two_may_stay_unseen(found: ListHit, may: bool) -> None:
    assert rules.may_be_unseen([found]) is may


def test_each_list_entry_is_told_once_by_its_nearest_hit() -> None:
    far, near = hit("pdq", 12, "lantern"), hit("sha256", 0, "lantern")
    assert rules.each_entry_once([far, near]) == (near,)


@pytest.mark.parametrize(("clear", "blurred", "said"), [(1, 0, True), (1, 3, True), (0, 1, None), (0, 0, False)])
def test_what_the_views_say(clear: int, blurred: int, said: bool | None) -> None:
    assert rules.viewed(clear=clear, blurred=blurred) is said


@pytest.mark.parametrize(("bits", "is_copy"), [(0, True), (31, True), (32, False)])
def test_a_copy_is_within_thirty_one_bits(bits: int, is_copy: bool) -> None:
    assert rules.is_copy([NearConfirmed(ObjectId(uuid4()), "pdq", bits)]) is is_copy


def test_a_claim_holds_half_an_hour() -> None:
    assert rules.claim_holds(NOON, now=NOON + timedelta(minutes=29))
    assert not rules.claim_holds(NOON, now=NOON + timedelta(minutes=30))
    assert not rules.claim_holds(None, now=NOON)


def line(*, hits: int = 0, bits: int | None = None, reporters: int = 1, unseen: bool = False, hour: int = 12) -> QueuedReview:
    return QueuedReview(
        ReviewId(uuid4()), ReportId(uuid4()), SubmissionKind.REPORT, ReviewState.WAITING, "7K2M-9QXD",
        NOON.replace(hour=hour), reporters, 1, hits, bits, unseen, None, None,
    )  # fmt: skip


def test_known_facts_come_first_then_nearness_then_reporters_then_age() -> None:
    wanted = [
        line(unseen=True, hits=1),
        line(hits=1),
        line(bits=2),
        line(bits=20),
        line(reporters=3),
        line(hour=9),
        line(hour=10),
    ]
    shown = [wanted[place] for place in (3, 0, 6, 2, 5, 1, 4)]
    assert sorted(shown, key=rules.urgency) == wanted
