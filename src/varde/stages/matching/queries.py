from __future__ import annotations

from varde.kernels.terms.ids import ObjectId, ReportId
from varde.kernels.terms.topics import ListHit
from varde.stages.matching.models import FoundInList, ObjectLookedUp
from varde.stages.matching.types import LookedUp


def found(report: ReportId) -> list[LookedUp]:
    """What the lists knew of a report's media when it came in; empty until it was looked up."""
    rows = ObjectLookedUp.objects.filter(report_id=report).prefetch_related("hits").order_by("pk")
    return [LookedUp(ObjectId(row.object), row.undecodable, tuple(_hit(hit, row) for hit in row.hits.all())) for row in rows]


def _hit(row: FoundInList, file: ObjectLookedUp) -> ListHit:
    object_id, attested = ObjectId(file.object), tuple(row.attested_by)
    return ListHit(object_id, row.list_name, row.entry_id, row.algorithm, row.bits_apart, attested, row.classification)
