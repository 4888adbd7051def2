from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import pytest

from cast import HARBOUR_AS_PEER, MIRROR_AS_PEER
from lantern_of_tests import batched, landscape, only, opened, uploaded
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.stages.clearing import face as clearing
from varde.stages.clearing.acts.add_file import LETTERS
from varde.stages.clearing.models import SubmittedFile

pytestmark = pytest.mark.django_db


def test_a_file_is_sealed_and_its_md5_answered() -> None:
    picture = landscape()
    file_id, md5 = clearing.add_file(opened(), io.BytesIO(picture), by=HARBOUR_AS_PEER)
    assert md5 == hashlib.md5(picture).hexdigest()
    assert len(file_id) == 32
    assert set(file_id) <= set("0123456789abcdef")


def test_no_file_id_reads_as_a_number() -> None:
    number = opened()
    assert all(LETTERS & set(uploaded(number, b"clip")) for _ in range(20))


def test_an_empty_file_is_taken() -> None:
    _, md5 = clearing.add_file(opened(), io.BytesIO(b""), by=HARBOUR_AS_PEER)
    assert md5 == hashlib.md5(b"").hexdigest()


def test_another_reporter_may_not() -> None:
    number = opened()
    with pytest.raises(clearing.NotYourReport):
        uploaded(number, b"clip", by=MIRROR_AS_PEER)


@pytest.mark.parametrize("number", [1, 2**63 - 1, 2**63, 10**30])
def test_an_unknown_report_takes_none(number: int) -> None:
    with pytest.raises(clearing.NoSuchReport):
        uploaded(number, b"clip")


def test_an_ended_report_takes_none() -> None:
    done, gone = opened(), opened()
    clearing.finish(done, by=HARBOUR_AS_PEER)
    clearing.retract(gone, by=HARBOUR_AS_PEER)
    with pytest.raises(clearing.AlreadyFinished):
        uploaded(done, b"clip")
    with pytest.raises(clearing.AlreadyRetracted):
        uploaded(gone, b"clip")


def test_a_batched_report_takes_one_file() -> None:
    number = opened(batched())
    uploaded(number, b"clip")
    with pytest.raises(clearing.OneFileOnly):
        uploaded(number, b"another")


def test_an_upload_keeps_the_report_open_for_an_hour() -> None:
    start = clock.now()
    with clock.frozen(start):
        number = opened()
    with clock.frozen(start + timedelta(hours=23, minutes=59)):
        uploaded(number, b"clip")
    with clock.frozen(start + timedelta(hours=24, minutes=58)):
        uploaded(number, b"another")


def test_the_same_bytes_twice_have_two_ids_and_lie_once() -> None:
    number = opened()
    assert uploaded(number, b"clip") != uploaded(number, b"clip")
    assert len({row.object_id for row in SubmittedFile.objects.all()}) == 1


def test_the_ledger_says_each_upload() -> None:
    file_id = uploaded(opened(), b"clip")
    entry = only(list(ledger.entries([ledger.Kind.FILE_ADDED])))
    assert (entry.by, entry.facts["file"]) == ("peer:harbour", file_id)


def test_a_file_and_its_place_in_the_report_are_kept_together_or_not_at_all() -> None:
    number = opened()
    clearing.expect_file(number, by=HARBOUR_AS_PEER)
    with vault.sealer(by=HARBOUR_AS_PEER) as sealer:
        sealer.write(b"a clip that comes late")
        clearing.finish(number, by=HARBOUR_AS_PEER)
        with pytest.raises(clearing.AlreadyFinished):
            clearing.attach_file(number, sealer, by=HARBOUR_AS_PEER)
    assert vault.find(hashlib.sha256(b"a clip that comes late").digest()) is None
