from __future__ import annotations

import secrets
from typing import BinaryIO

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.clearing.acts.reach import open_one
from varde.stages.clearing.errors import OneFileOnly
from varde.stages.clearing.models import SubmittedFile

LETTERS = frozenset("abcdf")  # `e` alone among digits reads as a number to some clients


def add_file(number: int, body: BinaryIO, *, by: Actor) -> tuple[str, str]:
    """Seal an uploaded file; answers its file id and the MD5 of the bytes received, both in hex."""
    with transaction.atomic():
        open_one(number, by=by)
    sealed = vault.put(body, by=by)
    with transaction.atomic():
        report = open_one(number, by=by)
        if report.is_batched and report.files.exists():
            raise OneFileOnly
        moment = clock.now()
        file = SubmittedFile.objects.create(submission=report, file_id=_file_id(), object_id=sealed.id, received_at=moment)
        report.changed_at = moment
        report.save(update_fields=["changed_at"])
        facts = {"number": number, "file": file.file_id, "object": sealed.id}
        ledger.record(ledger.Kind.FILE_ADDED, about=report.pk, by=by, facts=facts)
    return file.file_id, sealed.md5.hex()


def _file_id() -> str:
    while True:
        candidate = secrets.token_hex(16)
        if LETTERS & set(candidate):
            return candidate
