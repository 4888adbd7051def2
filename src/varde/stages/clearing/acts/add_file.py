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
from varde.stages.clearing.models import Submission, SubmittedFile

BLOCK = 1 << 20
LETTERS = frozenset("abcdf")  # `e` alone among digits reads as a number to some clients


def add_file(number: int, body: BinaryIO, *, by: Actor) -> tuple[str, str]:
    """Seal a file and add it to an open report; answers its file id and the MD5 of the bytes received, both in hex."""
    expect_file(number, by=by)
    with vault.sealer(by=by) as sealer:
        while block := body.read(BLOCK):
            sealer.write(block)
        return attach_file(number, sealer, by=by)


def expect_file(number: int, *, by: Actor) -> None:
    """Whether this report takes a file from this reporter, said before its bytes arrive."""
    with transaction.atomic():
        _taking_files(number, by=by)


def attach_file(number: int, sealer: vault.Sealer, *, by: Actor) -> tuple[str, str]:
    """All of the file has arrived: keep it and add it to the report, both or neither; answers like add_file."""
    with transaction.atomic():
        report = _taking_files(number, by=by)
        sealed = sealer.keep()
        moment = clock.now()
        file = SubmittedFile.objects.create(submission=report, file_id=_file_id(), object_id=sealed.id, received_at=moment)
        report.changed_at = moment
        report.save(update_fields=["changed_at"])
        facts = {"number": number, "file": file.file_id, "object": sealed.id}
        ledger.record(ledger.Kind.FILE_ADDED, about=report.pk, by=by, facts=facts)
    return file.file_id, sealed.md5.hex()


def _taking_files(number: int, *, by: Actor) -> Submission:
    report = open_one(number, by=by)
    if report.is_batched and report.files.exists():
        raise OneFileOnly
    return report


def _file_id() -> str:
    while True:
        candidate = secrets.token_hex(16)
        if LETTERS & set(candidate):
            return candidate
