from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import ListHit, MediaLookedUp, ReportAccepted, Topic
from varde.stages.matching.models import FoundInList, ObjectLookedUp, ReportLookedUp
from varde.stages.matching.types import DigestsOnly, LookedUp


def look_up(accepted: ReportAccepted) -> None:
    """Fingerprint every file and look it up in the lists. Called again after a crash, it goes on where it stopped."""
    found = [_look_up(item) for item in dict.fromkeys(accepted.objects)]
    with transaction.atomic():
        report, is_new = ReportLookedUp.objects.get_or_create(report=accepted.report, defaults={"looked_up_at": clock.now()})
        if not is_new:
            return
        for file in found:
            _keep(file, report=report)
        _hand_on(accepted, found=found)


def _look_up(item: ObjectId) -> LookedUp:
    examined = vault.fingerprint(item)
    if isinstance(examined, vault.Undecodable):
        sealed = vault.describe(item)
        digests = DigestsOnly(sealed.size, sealed.sha256, sealed.sha1, sealed.md5)
        return LookedUp(item, str(examined.reason), tuple(_as_told(hit, item) for hit in hashlists.look_up(digests)))
    return LookedUp(item, None, tuple(_as_told(hit, item) for hit in hashlists.look_up(examined)))


def _as_told(hit: hashlists.Hit, item: ObjectId) -> ListHit:
    return ListHit(item, hit.list_name, str(hit.entry_id), hit.algorithm, hit.bits_apart, hit.attested_by, hit.classification)


def _keep(file: LookedUp, *, report: ReportLookedUp) -> None:
    row = ObjectLookedUp.objects.create(report=report, object=file.object, undecodable=file.undecodable)
    FoundInList.objects.bulk_create(
        FoundInList(
            file=row,
            list_name=hit.list_name,
            entry_id=hit.entry_id,
            algorithm=hit.algorithm,
            bits_apart=hit.bits_apart,
            attested_by=list(hit.attested_by),
            classification=hit.classification,
        )
        for hit in file.hits
    )


def _hand_on(accepted: ReportAccepted, *, found: Iterable[LookedUp]) -> None:
    hits = tuple(hit for file in found for hit in file.hits)
    undecodable = tuple(file.object for file in found if file.undecodable)
    told = MediaLookedUp(accepted.report, accepted.kind, accepted.objects, accepted.submission, hits, undecodable)
    handover.put(Topic.MEDIA_LOOKED_UP, told)
    facts = {"files": len(accepted.objects), "hits": len(hits), "undecodable": len(undecodable)}
    ledger.record(ledger.Kind.MEDIA_LOOKED_UP, about=accepted.report, by=THE_STATION, facts=facts)
