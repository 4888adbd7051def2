from __future__ import annotations

import re

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.stages.clearing.errors import UnknownCountry
from varde.stages.clearing.models import Agreement
from varde.stages.clearing.types import AgreementShown

COUNTRY = re.compile(r"[A-Z]{2}")


def agree(agency: str, *, country: str, legal_basis: str, handling: str = "H1", by: Actor = THE_STATION) -> AgreementShown:
    """An agency may receive the tips of a country from today on. Twice is once."""
    if by != THE_STATION:
        parties.require(by, parties.Right.AGREE)
    if not COUNTRY.fullmatch(country):
        raise UnknownCountry(country[:10])
    with transaction.atomic():
        known = Agreement.objects.filter(agency=agency, country=country, until__isnull=True).first()
        if known is not None:
            return known.shown()
        today = clock.now().date()
        row = Agreement.objects.create(agency=agency, country=country, legal_basis=legal_basis, handling=handling, since=today)
        facts = {"agency": agency, "country": country, "legal_basis": legal_basis, "handling": handling}
        ledger.record(ledger.Kind.AGREEMENT_ADDED, about=row.pk, by=by, facts=facts)
    return row.shown()


def end_agreement(agency: str, *, country: str, by: Actor = THE_STATION) -> bool:
    """From today on nothing more goes there; answers whether there was one in force."""
    if by != THE_STATION:
        parties.require(by, parties.Right.AGREE)
    with transaction.atomic():
        row = Agreement.objects.select_for_update().filter(agency=agency, country=country, until__isnull=True).first()
        if row is None:
            return False
        row.until = clock.now().date()
        row.save(update_fields=["until"])
        ledger.record(ledger.Kind.AGREEMENT_ENDED, about=row.pk, by=by, facts={"agency": agency, "country": country})
    return True
