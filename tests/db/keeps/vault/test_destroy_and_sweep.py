from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from cast import ADA, HARBOURS_SYSTEM, MALLORY
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.keeps.vault import registry
from varde.keeps.vault.models import SealedObject
from varde.kernels.terms import clock
from varde.kernels.terms.ids import ObjectId, new_uuid

pytestmark = pytest.mark.django_db
LAKE = b"a lake in the morning"


@pytest.fixture
def lake() -> ObjectId:
    return vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM).id


def test_what_is_destroyed_is_gone(
    lake: ObjectId, vault_dir: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sha256 = vault.describe(lake).sha256
    with django_capture_on_commit_callbacks(execute=True):
        vault.destroy(lake, by=ADA, reason="not needed")
    assert list(vault_dir.rglob(lake.hex)) == []
    assert (vault.find(sha256), vault.is_sealed(lake), vault.describe_all([lake])) == (None, False, {})
    with pytest.raises(vault.ObjectDestroyed), vault.open_for(lake, purpose=vault.Purpose.REVIEW, by=ADA):
        pass
    assert vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM).is_new


def test_a_stranger_destroys_nothing(lake: ObjectId) -> None:
    with pytest.raises(parties.NotAllowed):
        vault.destroy(lake, by=MALLORY, reason="tracks")
    assert vault.is_sealed(lake)


def test_who_brought_it_may_take_it_back(lake: ObjectId) -> None:
    vault.destroy(lake, by=HARBOURS_SYSTEM, reason="empty")
    assert not vault.is_sealed(lake)


def test_what_is_not_there_cannot_be_destroyed() -> None:
    with pytest.raises(vault.NoSuchObject):
        vault.destroy(ObjectId(new_uuid()), by=ADA, reason="not needed")


def test_twice_is_once_and_the_ledger_says_why(lake: ObjectId) -> None:
    for _ in range(2):
        vault.destroy(lake, by=ADA, reason="not needed")
    [entry] = ledger.entries((ledger.Kind.EVIDENCE_DESTROYED,))
    assert (entry.about, entry.by, dict(entry.facts)) == (str(lake), str(ADA), {"reason": "not needed"})


def test_a_day_old_orphan_is_swept_and_evidence_stays(lake: ObjectId, vault_dir: Path) -> None:
    for _ in range(3):
        registry.store().draft(ObjectId(new_uuid())).keep()
    assert vault.sweep() == vault.Swept(0, ())
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert vault.sweep() == vault.Swept(3, ())
    assert [path.name for path in vault_dir.rglob("*") if path.is_file()] == [lake.hex]


def test_a_row_without_its_file_is_an_alarm_and_stays(lake: ObjectId, vault_dir: Path) -> None:
    [path] = vault_dir.rglob(lake.hex)
    os.unlink(path)  # noqa: PTH108  what a careless hand does
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert [vault.sweep() for _ in range(2)] == [vault.Swept(0, (lake,))] * 2
    assert [entry.about for entry in ledger.entries((ledger.Kind.EVIDENCE_MISSING,))] == [str(lake)]
    assert SealedObject.objects.filter(id=lake).exists()


def test_values_open_in_their_context_only() -> None:
    sealed = vault.seal_value(b"made-up name", context="casework.person")
    assert vault.open_value(sealed, context="casework.person") == b"made-up name"
    with pytest.raises(vault.SealBroken):
        vault.open_value(sealed, context="casework.account")
    assert vault.mark(b"a", context="c") == vault.mark(b"a", context="c") != vault.mark(b"a", context="d")
    many = vault.seal_values([b"a", b"b"], context="c")
    assert vault.open_values(many, context="c") == [b"a", b"b"]
