from __future__ import annotations

import io
from datetime import timedelta

import pytest

from cast import HARBOURS_SYSTEM
from harbour_of_tests import accepted, body, landscape, message, only, sent_in, to_the_queue
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.ids import ObjectId
from varde.stages.intake import face as intake
from varde.stages.intake.models import ReceivedFile

pytestmark = pytest.mark.django_db


def objects() -> list[ObjectId]:
    return [ObjectId(row.object) for row in ReceivedFile.objects.all()]


def test_a_file_is_sealed_as_it_came() -> None:
    new = sent_in(landscape())
    assert vault.describe(only(objects())).sha256 == new.sha256


def test_an_empty_file_is_refused_and_destroyed() -> None:
    with pytest.raises(intake.FileEmpty):
        sent_in(b"")
    assert not ReceivedFile.objects.exists()


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(intake.FileTorn):
        intake.receive_file(io.BytesIO(b"half"), expected_bytes=8, by=HARBOURS_SYSTEM)
    assert not ReceivedFile.objects.exists()


def test_a_file_that_nobody_claims_is_destroyed_after_a_day() -> None:
    sent_in(landscape())
    item = only(objects())
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert intake.sweep() == 1
        assert intake.sweep() == 0
    assert not vault.is_sealed(item)
    assert only(list(ledger.entries((ledger.Kind.FILES_SWEPT,)))).facts == {"uploads": 1}


def test_a_claimed_file_stays_though_the_same_bytes_came_again() -> None:
    accepted()
    sent_in(landscape())
    with clock.frozen(clock.now() + timedelta(hours=25)):
        intake.sweep()
    assert vault.is_sealed(only(objects()))


def test_a_swept_file_cannot_be_attached_any_more() -> None:
    late = sent_in(landscape())
    with clock.frozen(clock.now() + timedelta(hours=25)):
        intake.sweep()
    with pytest.raises(intake.AttachmentUnknown):
        intake.accept(body(message(files=[late])), by=HARBOURS_SYSTEM)


def test_a_copy_is_offered_once() -> None:
    first = intake.offer_copy(sent_in(landscape()).file, by=HARBOURS_SYSTEM)
    again = intake.offer_copy(sent_in(landscape()).file, by=HARBOURS_SYSTEM)
    assert (first.is_new, again.is_new, again.report) == (True, False, first.report)
    assert len(list(ledger.entries((ledger.Kind.COPY_OFFERED,)))) == 1


def test_a_copy_near_nothing_confirmed_is_destroyed() -> None:
    intake.offer_copy(sent_in(landscape()).file, by=HARBOURS_SYSTEM)
    item = only(objects())
    to_the_queue()
    assert not vault.is_sealed(item)
    kinds = (ledger.Kind.COPY_REFUSED, ledger.Kind.COPY_DISCARDED, ledger.Kind.EVIDENCE_DESTROYED)
    assert [entry.kind for entry in ledger.entries(kinds)] == [kinds[0], kinds[2], kinds[1]]


def test_a_refused_copy_that_somebody_reported_stays() -> None:
    intake.offer_copy(sent_in(landscape()).file, by=HARBOURS_SYSTEM)
    accepted()
    item = objects()[0]
    to_the_queue()
    assert vault.is_sealed(item)
