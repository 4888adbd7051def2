from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.stages.clearing.acts.agree import COUNTRY
from varde.stages.clearing.acts.route import route
from varde.stages.clearing.acts.take_in import read_submission
from varde.stages.clearing.errors import AlreadyReferred, NoAgreement, NoSuchTip, ReasonNeeded, UnknownCountry
from varde.stages.clearing.models import Lane, Tip


def place(tip_id: UUID, *, country: str, reason: str, by: Actor) -> None:
    """An analyst says which country a tip belongs to, and why; it is then referred under the agreement that covers it."""
    parties.require(by, parties.Right.CLEAR)
    if not COUNTRY.fullmatch(country):
        raise UnknownCountry(country[:10])
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        tip = _waiting(tip_id)
        before, tip.country = tip.country, country
        tip.place_reasons = [f"{by.name}: {reason.strip()}", *tip.place_reasons]
        tip.confidence_percent = 100
        tip.save(update_fields=["country", "place_reasons", "confidence_percent"])
        route(tip, read=read_submission(tip.submission), by=by)
        if tip.lane == Lane.NO_AGREEMENT:
            raise NoAgreement(country)
        facts = {
            "country": country,
            "before": before or None,
            "lane": tip.lane,
        }  # the reason stands with the tip: it may name people
        ledger.record(ledger.Kind.TIP_PLACED, about=tip_id, by=by, facts=facts)


def _waiting(tip_id: UUID) -> Tip:
    tip = Tip.objects.select_for_update(of=("self",)).select_related("submission").filter(pk=tip_id).first()
    if tip is None:
        raise NoSuchTip
    if tip.lane == Lane.REFERRED:
        raise AlreadyReferred
    return tip
