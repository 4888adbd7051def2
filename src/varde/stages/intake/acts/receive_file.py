from __future__ import annotations

from typing import BinaryIO

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.errors import VardeError
from varde.stages.intake.acts.configure import limits
from varde.stages.intake.errors import FileEmpty, FileTorn
from varde.stages.intake.models import ReceivedFile
from varde.stages.intake.types import NewFile


def receive_file(stream: BinaryIO, *, by: Actor, expected_bytes: int | None = None) -> NewFile:
    """Seal a file as it streams in; it waits a day for the report that attaches it. The vault writes the ledger entry.

    `expected_bytes`: what the sender announced; a stream that broke off is not a file.
    """
    sealed = vault.put(stream, by=by, limit_bytes=limits().file_bytes)
    if sealed.size == 0:
        raise _dropped(sealed, FileEmpty())
    if expected_bytes is not None and sealed.size != expected_bytes:
        raise _dropped(sealed, FileTorn(f"{sealed.size} of {expected_bytes} bytes came"))
    row = ReceivedFile.objects.create(object=sealed.id, sender=by.name, received_at=clock.now())
    return NewFile(row.pk, sealed.sha256, sealed.size)


def _dropped(sealed: vault.Sealed, error: VardeError) -> VardeError:
    if sealed.is_new:
        vault.destroy(sealed.id, by=THE_STATION, reason=error.code)
    return error
