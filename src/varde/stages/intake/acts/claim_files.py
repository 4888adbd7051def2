from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId
from varde.stages.intake.errors import AttachmentUnknown
from varde.stages.intake.models import ReceivedFile, Report, ReportObject


def claim_files(files: Collection[UUID], *, by: Actor) -> Mapping[UUID, ObjectId]:
    """Lock the uploads that a report attaches, all of them or none, and take them from the sweep. Part of another act."""
    rows = list(ReceivedFile.objects.select_for_update().filter(pk__in=set(files), sender=by.name).order_by("pk"))
    missing = set(files) - {row.pk for row in rows}
    if missing:
        raise AttachmentUnknown(", ".join(sorted(str(file) for file in missing)))
    ReceivedFile.objects.filter(pk__in=[row.pk for row in rows], claimed_at__isnull=True).update(claimed_at=clock.now())
    return {row.pk: ObjectId(row.object) for row in rows}


def bring_objects(report: Report, *, objects: Collection[ObjectId]) -> None:
    """Write down which files the report brought."""
    ReportObject.objects.bulk_create([ReportObject(report=report, object=item) for item in dict.fromkeys(objects)])
