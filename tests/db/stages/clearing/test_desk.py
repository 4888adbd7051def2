from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern_of_tests import NOON, act, in_denmark, landscape, opened, report, taken_in, with_fjord
from varde.kernels.terms import clock
from varde.kernels.terms.ids import new_uuid
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import Bundle, BundleCopy, BundleItem, Submission, SubmittedFile, Tip

pytestmark = pytest.mark.django_db


def test_the_numbers_at_the_head_of_the_desk() -> None:
    with_fjord()
    taken_in(report("kestrel", who=in_denmark()), b"clip")
    waits = taken_in(report("heron"), b"clip")
    opened()
    desk = clearing.desk()
    assert (desk.tips, desk.bundles, desk.referred, desk.no_country, desk.no_agreement) == (2, 1, 1, 1, 0)
    assert (desk.oldest_waiting, desk.open_submissions) == (waits.taken_in_at, 1)


def test_a_joined_bundle_counts_an_account_once() -> None:
    one = taken_in(report("kestrel", acts=[act()]), landscape(1))
    two = taken_in(report("kestrel", acts=[act(at=NOON - timedelta(days=9))]), landscape(2))
    taken_in(report("wren"), landscape(1), landscape(2))
    (line,) = clearing.bundles()
    assert (line.tips, line.accounts, line.items, line.acts, line.waiting) == (3, 2, 2, 2, 3)
    assert (line.joined, line.countries, line.first_act_at) == ((two.bundle,), (("?", 3),), NOON - timedelta(days=9))
    assert clearing.bundle(two.bundle) == clearing.bundle(one.bundle) == line
    assert clearing.tips_of(two.bundle)[0].id == two.id
    assert [item.tips for item in clearing.items_of(one.bundle)] == [2, 2]


def test_what_is_not_there_is_said_so() -> None:
    for ask in (clearing.bundle, clearing.tip, clearing.tip_document):
        with pytest.raises(clearing.NoSuchTip):
            ask(new_uuid())
    assert not clearing.items_of(new_uuid())
    assert not clearing.tips_of(new_uuid())


def many(tips: int, *, bundles: int, items: int) -> None:
    """Rows as an operation leaves them, put there directly."""
    moment = clock.now()
    homes = Bundle.objects.bulk_create([Bundle(opened_at=moment) for _ in range(bundles)])
    clips = [BundleItem(bundle=homes[n % bundles], object_id=new_uuid(), first_seen_at=moment) for n in range(items)]
    BundleItem.objects.bulk_create(clips)
    copies = [BundleCopy(item=clip, object_id=clip.object_id, bits_apart=0, algorithm="bytes") for clip in clips]
    BundleCopy.objects.bulk_create(copies)
    times: dict[str, Any] = {"opened_at": moment, "changed_at": moment}
    filed = [Submission(number=n, reporter="harbour", document=b"", state="finished", **times) for n in range(tips)]
    Submission.objects.bulk_create(filed)
    uploads = [(one, k, clips[(one.number + k) % items].object_id) for one in filed for k in range(3)]
    SubmittedFile.objects.bulk_create(
        SubmittedFile(submission=one, file_id=f"{one.number}a{k}", object_id=clip, received_at=moment) for one, k, clip in uploads
    )
    stated: dict[str, Any] = {"lane": "no_country", "urgency": "routine", "place_reasons": [], "grade_reasons": []}
    numbers: dict[str, Any] = {"quality_percent": 50, "acts": 5, "platform": "Harbour", "taken_in_at": moment}
    marks = {one.pk: one.number.to_bytes(32, "big") for one in filed}
    Tip.objects.bulk_create(
        Tip(submission=one, bundle=homes[one.number % bundles], account_mark=marks[one.pk], **stated, **numbers) for one in filed
    )


@pytest.mark.parametrize("bundles", [1, 200])
def test_two_thousand_tips_are_shown_in_few_questions(bundles: int) -> None:
    many(2000, bundles=bundles, items=13 if bundles == 1 else 400)
    one = Bundle.objects.order_by("opened_at", "pk").values_list("pk", flat=True)[0]
    for ask in (
        clearing.desk,
        clearing.bundles,
        lambda: clearing.bundle(one),
        lambda: clearing.items_of(one),
        clearing.waiting,
        lambda: clearing.tips_of(one),
    ):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) <= 12
