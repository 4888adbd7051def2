from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from cast import ADA, HARBOURS_SYSTEM
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.keeps.vault.models import SealedObject

pytestmark = pytest.mark.django_db
LAKE = b"a lake in the morning" * 1000


def files_in(vault_dir: Path) -> list[Path]:
    return [path for path in vault_dir.rglob("*") if path.is_file()]


def test_what_is_put_comes_back_byte_for_byte() -> None:
    sealed = vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    assert (sealed.sha256, sealed.size, sealed.is_new) == (hashlib.sha256(LAKE).digest(), len(LAKE), True)
    assert (sealed.md5, sealed.sha1) == (hashlib.md5(LAKE).digest(), hashlib.sha1(LAKE).digest())
    assert vault.describe(sealed.id).sha256 == sealed.sha256
    with vault.open_for(sealed.id, purpose=vault.Purpose.REVIEW, by=ADA) as file:
        assert file.read() == LAKE


def test_an_empty_file_is_taken() -> None:
    sealed = vault.put(io.BytesIO(), by=HARBOURS_SYSTEM)
    with vault.open_for(sealed.id, purpose=vault.Purpose.REVIEW, by=ADA) as file:
        assert file.read() == b""


def test_the_disk_says_nothing_of_what_it_holds(vault_dir: Path) -> None:
    sealed = vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    [path] = files_in(vault_dir)
    row = SealedObject.objects.get()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"a lake" not in path.read_bytes()
    for known in (sealed.sha256, sealed.sha1, sealed.md5):
        assert known.hex() not in str(path)
        assert not any(known in bytes(column or b"") for column in (row.address, row.sealed_digests, row.wrapped_key))


def test_too_much_is_refused_and_leaves_nothing(vault_dir: Path) -> None:
    with pytest.raises(vault.TooLarge):
        vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM, limit_bytes=len(LAKE) - 1)
    assert files_in(vault_dir) == []
    assert not SealedObject.objects.exists()


def test_as_much_as_allowed_is_taken() -> None:
    assert vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM, limit_bytes=len(LAKE)).is_new


def test_a_full_disk_is_said_and_leaves_nothing(vault_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(vault.VaultFull) as refused:
        vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    assert refused.value.status == 507
    assert files_in(vault_dir) == []
    assert not SealedObject.objects.exists()


def test_a_failed_fsync_is_final(vault_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def broken(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(errno.EIO, "input/output error")

    vault.put(io.BytesIO(b"makes the folders"), by=HARBOURS_SYSTEM)
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(vault.VaultWriteFailed):
        vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    assert len(calls) == 1
    assert len(files_in(vault_dir)) == 1


def test_a_stream_that_breaks_off_leaves_nothing(vault_dir: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        vault.put(Broken(), by=HARBOURS_SYSTEM)
    assert files_in(vault_dir) == []


def test_twice_is_once(vault_dir: Path) -> None:
    first = vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    second = vault.put(io.BytesIO(LAKE), by=ADA)
    assert (second.id, second.is_new) == (first.id, False)
    assert len(files_in(vault_dir)) == SealedObject.objects.count() == 1
    assert vault.find(first.sha256) == first.id
    assert vault.find(bytes(32)) is None


def test_without_a_ledger_entry_nothing_is_kept(vault_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: object, **_facts: object) -> int:
        raise DatabaseError

    monkeypatch.setattr(ledger, "record", down)
    with pytest.raises(DatabaseError):
        vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    assert files_in(vault_dir) == []
    assert not SealedObject.objects.exists()


def put_and_turn_back() -> None:
    with transaction.atomic():
        vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
        raise KeyError


def test_a_caller_who_turns_back_leaves_no_row() -> None:
    with pytest.raises(KeyError):
        put_and_turn_back()
    assert vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM).is_new


def test_the_ledger_says_who_brought_it_and_not_what_it_is() -> None:
    sealed = vault.put(io.BytesIO(LAKE), by=HARBOURS_SYSTEM)
    [entry] = ledger.entries((ledger.Kind.EVIDENCE_SEALED,), about=sealed.id)
    assert (entry.by, dict(entry.facts)) == (str(HARBOURS_SYSTEM), {"bytes": len(LAKE)})


def test_a_document_is_found_by_its_id_only() -> None:
    letter = vault.put_document(b'{"varde-referral": 1}', by=HARBOURS_SYSTEM)
    assert vault.read_document(letter, by=ADA) == b'{"varde-referral": 1}'
    assert vault.find(hashlib.sha256(b'{"varde-referral": 1}').digest()) is None
    assert list(ledger.entries((ledger.Kind.EVIDENCE_SEALED, ledger.Kind.EVIDENCE_OPENED))) == []


def test_a_file_is_sealed_while_it_arrives(vault_dir: Path) -> None:
    with vault.sealer(by=HARBOURS_SYSTEM) as sealer:
        for at in range(0, len(LAKE), 777):
            sealer.write(LAKE[at : at + 777])
            assert all(LAKE[:40] not in path.read_bytes() for path in files_in(vault_dir))
        sealed = sealer.keep()
    assert (sealed.md5, sealed.size, sealed.is_new) == (hashlib.md5(LAKE).digest(), len(LAKE), True)
    with vault.open_for(sealed.id, purpose=vault.Purpose.REVIEW, by=ADA) as file:
        assert file.read() == LAKE


def test_a_file_that_does_not_arrive_whole_leaves_nothing(vault_dir: Path) -> None:
    with vault.sealer(by=HARBOURS_SYSTEM) as sealer:
        sealer.write(LAKE)
    assert not [path for path in files_in(vault_dir) if "objects" in path.parts]
    assert not SealedObject.objects.exists()


def test_a_file_that_arrives_too_long_is_refused(vault_dir: Path) -> None:
    with vault.sealer(by=HARBOURS_SYSTEM, limit_bytes=100) as sealer, pytest.raises(vault.TooLarge):
        sealer.write(LAKE)
    assert not [path for path in files_in(vault_dir) if "objects" in path.parts]
