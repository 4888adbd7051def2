from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import (
    AvailableReason,
    Categorization,
    CategorizationGroup,
    Deleted,
    Entry,
    Feedback,
    FeedbackSubmission,
    FeedbackType,
    Fingerprint,
    LargeFingerprint,
    Media,
    Member,
    Page,
    Reason,
    Status,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
ids = st.text(string.ascii_letters + string.digits + "-_.&<>\"'", min_size=1, max_size=20)
kinds = st.sampled_from(["md5", "sha1", "pdna", "pdq", "netclean", "ssvh-pdna"])
times = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  aware by `timezones`
members = st.lists(ids, max_size=3).map(tuple)
reasons = st.builds(Reason, words, words, words, members)
feedback = st.builds(Feedback, st.sampled_from(FeedbackType), times, members, st.lists(reasons, max_size=2).map(tuple))
whose = {"media": st.sampled_from(Media), "member": ids, "id": ids, "timestamp": times}
entries = st.builds(
    Entry,
    **whose,
    classification=st.none() | words,
    fingerprints=st.lists(st.builds(Fingerprint, kinds, words), max_size=3).map(tuple),
    large=st.lists(st.builds(LargeFingerprint, kinds, words, words), max_size=2).map(tuple),
    feedback=st.lists(feedback, max_size=2, unique_by=lambda one: one.type).map(tuple),
)
pages = st.builds(
    lambda held, after: Page(tuple(sorted(held, key=lambda one: one.media)), after),
    st.lists(entries | st.builds(Deleted, **whose), max_size=6),
    st.none() | ids.map(lambda text: f"/v2/entries?start={text.replace('&', '')}&size=2"),
)


@given(pages)
def test_a_page_is_what_was_written(page: Page) -> None:
    assert wire.parse_page(wire.render_page(page)) == page


@given(st.builds(Status, words, words, st.builds(Member, ids, words)), st.lists(st.builds(Member, ids, words), max_size=3))
def test_status_and_members_are_what_was_written(status: Status, everyone: list[Member]) -> None:
    assert wire.parse_status(wire.render_status(status)) == status
    assert wire.parse_members(wire.render_members(everyone)) == tuple(everyone)


@given(st.lists(words, max_size=3).map(tuple), st.lists(st.builds(AvailableReason, words, words, words), max_size=3))
def test_feedback_and_its_reasons_are_what_was_written(said: tuple[str, ...], may: list[AvailableReason]) -> None:
    assert wire.parse_feedback(wire.render_feedback(FeedbackSubmission(said))) == FeedbackSubmission(said)
    assert wire.parse_reasons(wire.render_reasons(FeedbackType.PDQ, may)) == tuple(may)


@given(
    st.lists(
        st.builds(
            CategorizationGroup, words, st.booleans(), st.lists(st.builds(Categorization, words, words), max_size=3).map(tuple)
        ),
        max_size=3,
    )
)
def test_categorizations_are_what_was_written(groups: list[CategorizationGroup]) -> None:
    assert wire.parse_categorizations(wire.render_categorizations(groups)) == tuple(groups)
