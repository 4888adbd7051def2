from __future__ import annotations

from uuid import UUID

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import ObjectId, PeerName, new_uuid
from varde.kernels.terms.topics import LetterKind, LetterReady, Topic
from varde.kernels.wire import letters
from varde.stages.clearing.acts.compose import referral_of
from varde.stages.clearing.models import Agreement, Lane, SentReferral, Tip
from varde.stages.clearing.rules.agreements import covering
from varde.stages.clearing.rules.read import Reading
from varde.stages.clearing.types import AgreementShown


def route(tip: Tip, *, read: Reading, by: Actor) -> None:
    """Give a tip to every agency whose agreement covers its country, or leave it in the lane that says what it lacks."""
    if not tip.country:
        return _keep(tip, Lane.NO_COUNTRY)
    in_force = [row.shown() for row in Agreement.objects.filter(country=tip.country)]
    covered_by = covering(in_force, country=tip.country, on=clock.now().date())
    if not covered_by:
        return _keep(tip, Lane.NO_AGREEMENT)
    _keep(tip, Lane.REFERRED)
    routed = [_refer(tip, read=read, under=agreement) for agreement in covered_by]
    for referral_id, facts in routed:  # last, since whoever records holds the ledger's end until the commit
        ledger.record(ledger.Kind.REFERRAL_ROUTED, about=referral_id, by=by, facts=facts)
    return None


def _keep(tip: Tip, lane: Lane) -> None:
    tip.lane = lane
    tip.save(update_fields=["lane"])


def _refer(tip: Tip, *, read: Reading, under: AgreementShown) -> tuple[UUID, ledger.Facts]:
    referral_id = new_uuid()
    referral, files = referral_of(tip, read=read, under=under, referral_id=referral_id)
    document = vault.put_document(letters.render_letter(referral), by=THE_STATION)
    SentReferral.objects.create(
        id=referral_id, tip=tip, agency=under.agency, agreement_id=under.id, document=document, routed_at=clock.now()
    )
    objects = tuple(ObjectId(one) for one in files)
    ready = LetterReady(PeerName(under.agency), LetterKind.REFERRAL, referral_id, document, objects)
    handover.put(Topic.REFERRAL_ROUTED, ready)
    facts = {"tip": tip.pk, "agency": under.agency, "country": tip.country, "agreement": under.id, "files": len(files)}
    return referral_id, facts
