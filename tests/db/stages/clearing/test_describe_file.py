from __future__ import annotations

import pytest

from cast import MIRROR_AS_PEER
from lantern_of_tests import batched, described, only, opened, uploaded
from varde.keeps.ledger import face as ledger
from varde.kernels.wire import cybertip
from varde.stages.clearing import face as clearing
from varde.stages.clearing.models import SubmittedFile

pytestmark = pytest.mark.django_db
VIRAL = cybertip.FileAnnotations(viral=True)


def test_details_are_kept_sealed() -> None:
    number = opened()
    described(number, uploaded(number, b"clip"), original_file_name="hills.jpg")
    kept = bytes(SubmittedFile.objects.get().details or b"")
    assert kept
    assert b"hills" not in kept


def test_another_reporter_may_not() -> None:
    number = opened()
    file_id = uploaded(number, b"clip")
    with pytest.raises(clearing.NotYourReport):
        described(number, file_id, by=MIRROR_AS_PEER)


def test_a_file_of_another_report_is_unknown_here() -> None:
    number, other = opened(), opened()
    file_id = uploaded(other, b"clip")
    with pytest.raises(clearing.NoSuchFile):
        described(number, file_id)


def test_an_unknown_report_is_refused() -> None:
    with pytest.raises(clearing.NoSuchReport):
        described(2**63 - 1, "a" * 32)


def test_a_batched_report_wants_its_own_marks() -> None:
    number = opened(batched())
    file_id = uploaded(number, b"clip")
    with pytest.raises(cybertip.WireRefused, match="4100"):
        described(number, file_id)
    with pytest.raises(cybertip.WireRefused, match="4100"):
        described(number, file_id, original_file_name="hills.jpg", file_annotations=VIRAL)
    described(number, file_id, file_annotations=VIRAL)


def test_a_refused_description_is_written_down() -> None:
    number = opened(batched())
    file_id = uploaded(number, b"clip")
    with pytest.raises(cybertip.WireRefused):
        described(number, file_id)
    assert only(list(ledger.entries([ledger.Kind.SUBMISSION_REFUSED]))).facts["code"] == 4100


def test_a_second_description_is_refused() -> None:
    number = opened()
    file_id = uploaded(number, b"clip")
    described(number, file_id)
    with pytest.raises(clearing.AlreadyDescribed):
        described(number, file_id)


@pytest.mark.parametrize("viewed", [True, False, None])
def test_the_ledger_says_whether_a_view_was_stated(viewed: bool | None) -> None:
    number = opened()
    described(number, uploaded(number, b"clip"), file_viewed_by_esp=viewed)
    assert only(list(ledger.entries([ledger.Kind.FILE_DESCRIBED]))).facts["viewed"] is viewed
