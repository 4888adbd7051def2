from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.wire import cybertip
from varde.kernels.wire.cybertip.rules import broken_in_batched_file_details
from varde.stages.clearing.acts.reach import open_one
from varde.stages.clearing.acts.refuse_document import refused_documents
from varde.stages.clearing.errors import AlreadyDescribed, NoSuchFile
from varde.stages.clearing.profile import profile
from varde.stages.clearing.sealing import DETAILS


def describe_file(document: bytes, *, by: Actor) -> int:
    """Keep a file's details; answers the report id. At most one description per file."""
    with refused_documents("fileinfo", by=by):
        return _describe(document, by=by)


def _describe(document: bytes, *, by: Actor) -> int:
    details = cybertip.parse_file_details(document, edition=profile().edition)
    sealed = vault.seal_value(document, context=DETAILS)
    with transaction.atomic():
        report = open_one(details.report_id, by=by)
        file = report.files.select_for_update().filter(file_id=details.file_id).first()
        if file is None:
            raise NoSuchFile
        if file.details is not None:
            raise AlreadyDescribed
        if report.is_batched:
            _obey(details)
        file.details = sealed
        file.save(update_fields=["details"])
        report.changed_at = clock.now()
        report.save(update_fields=["changed_at"])
        facts = {"number": report.number, "file": file.file_id, "viewed": details.file_viewed_by_esp}
        ledger.record(ledger.Kind.FILE_DESCRIBED, about=report.pk, by=by, facts=facts)
    return report.number


def _obey(details: cybertip.FileDetails) -> None:
    breaches = broken_in_batched_file_details(details)
    if breaches:
        raise cybertip.WireRefused(4100, breaches[0].path, breaches[0].cause)
