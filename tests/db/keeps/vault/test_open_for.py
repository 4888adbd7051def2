from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from cast import ADA, HARBOURS_SYSTEM, LANTERN_AS_PEER, MALLORY
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.keeps.vault.models import SealedObject
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import ObjectId, new_uuid

pytestmark = pytest.mark.django_db
LAKE = b"a lake in the morning" * 1000
Purpose = vault.Purpose


@pytest.fixture
def lake() -> ObjectId:
    return vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM).id


def look(object_id: ObjectId, *, by: Actor = ADA, purpose: vault.Purpose = Purpose.REVIEW) -> bytes:
    with vault.open_for(object_id, purpose=purpose, by=by) as file:
        return file.read()


def openings() -> list[tuple[str, dict[str, object]]]:
    return [(entry.by, dict(entry.facts)) for entry in ledger.entries((ledger.Kind.EVIDENCE_OPENED,))]


@pytest.mark.parametrize("purpose", [Purpose.FINGERPRINT, Purpose.FILE_TIP, Purpose.REFER])
def test_the_station_opens_for_the_journey(lake: ObjectId, purpose: vault.Purpose) -> None:
    assert look(lake, by=THE_STATION, purpose=purpose) == LAKE


@pytest.mark.parametrize("stranger", [MALLORY, HARBOURS_SYSTEM, LANTERN_AS_PEER])
def test_who_has_no_right_sees_nothing(lake: ObjectId, stranger: Actor) -> None:
    with pytest.raises(parties.NotAllowed):
        look(lake, by=stranger)
    letter = vault.put_document(b"a letter", by=HARBOURS_SYSTEM)
    with pytest.raises(parties.NotAllowed):
        vault.read_document(letter, by=stranger)
    assert openings() == []


@pytest.mark.parametrize("purpose", [Purpose.REVIEW, Purpose.CASEWORK, Purpose.EXPORT])
def test_the_station_does_not_look_by_itself(lake: ObjectId, purpose: vault.Purpose) -> None:
    with pytest.raises(vault.PurposeNotYours):
        look(lake, by=THE_STATION, purpose=purpose)


def test_evidence_is_no_document(lake: ObjectId) -> None:
    with pytest.raises(vault.NotADocument):
        vault.read_document(lake, by=ADA)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(vault.NoSuchObject):
        look(ObjectId(new_uuid()))


def test_a_missing_file_is_an_alarm(lake: ObjectId, vault_dir: Path) -> None:
    [path] = vault_dir.rglob(lake.hex)
    path.unlink()
    with pytest.raises(vault.EvidenceMissing):
        look(lake)


def test_a_file_put_in_anothers_place_is_noticed(lake: ObjectId, vault_dir: Path) -> None:
    other = vault.put(io.BytesIO(b"another lake"), by=HARBOURS_SYSTEM).id
    [ours], [theirs] = vault_dir.rglob(lake.hex), vault_dir.rglob(other.hex)
    ours.write_bytes(theirs.read_bytes())
    with pytest.raises(vault.SealBroken):
        look(lake)


def test_a_row_put_in_anothers_place_is_noticed(lake: ObjectId) -> None:
    other = vault.put(io.BytesIO(b"another lake"), by=HARBOURS_SYSTEM).id
    SealedObject.objects.filter(id=lake).update(wrapped_key=SealedObject.objects.get(id=other).wrapped_key)
    with pytest.raises(vault.SealBroken):
        look(lake)


def test_when_the_ledger_fails_nothing_opens(lake: ObjectId, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: object, **_facts: object) -> int:
        raise DatabaseError

    monkeypatch.setattr(ledger, "record", down)
    with pytest.raises(DatabaseError):
        look(lake)


def test_nothing_opens_inside_a_transaction_that_may_be_undone(lake: ObjectId) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        look(lake)
    assert openings() == []


def test_each_opening_is_on_record_before_the_first_byte(lake: ObjectId) -> None:
    with vault.open_for(lake, purpose=Purpose.REVIEW, by=ADA) as file:
        assert openings() == [(str(ADA), {"purpose": "review"})]
        assert file.read() == LAKE
    look(lake)
    assert len(openings()) == 2
