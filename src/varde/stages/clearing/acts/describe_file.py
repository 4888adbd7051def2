from __future__ import annotations

from django.db import transaction

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.wire import cybertip
from varde.stages.clearing.acts.reach import open_one
from varde.stages.clearing.errors import AlreadyDescribed, NoSuchFile
from varde.stages.clearing.sealing import DETAILS


def describe_file(document: bytes, *, by: Actor) -> int:
    """Keep a file's details; answers the report id. At most one description per file."""
    details = cybertip.parse_file_details(document)
    sealed = vault.seal_value(document, context=DETAILS)
    with transaction.atomic():
        report = open_one(details.report_id, by=by)
        file = report.files.select_for_update().filter(file_id=details.file_id).first()
        if file is None:
            raise NoSuchFile
        if file.details is not None:
            raise AlreadyDescribed
        file.details = sealed
        file.save(update_fields=["details"])
        report.changed_at = clock.now()
        report.save(update_fields=["changed_at"])
    return report.number
