from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.stages.intake.acts.configure import limits
from varde.stages.intake.models import ReceivedFile


def sweep(*, at_most: int = 500) -> int:
    """Destroy uploads that no report attached within a day; answers how many. Run by the reconciler."""
    before = clock.now() - limits().unclaimed_for
    with transaction.atomic():
        late = ReceivedFile.objects.filter(claimed_at__isnull=True, received_at__lt=before).select_for_update(skip_locked=True)
        rows = list(late.order_by("pk")[:at_most])
        if not rows:
            return 0
        ReceivedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
        left = set(ReceivedFile.objects.filter(object__in=[row.object for row in rows]).values_list("object", flat=True))
        for item in {row.object for row in rows} - left:
            vault.destroy(ObjectId(item), by=THE_STATION, reason="upload never claimed")
        ledger.record(ledger.Kind.FILES_SWEPT, about="intake", by=THE_STATION, facts={"uploads": len(rows)})
    return len(rows)
