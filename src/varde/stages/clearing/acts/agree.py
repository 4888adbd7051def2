from __future__ import annotations

import re

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.stages.clearing.errors import AgreementStands, BasisNeeded, UnknownCountry
from varde.stages.clearing.models import Agreement
from varde.stages.clearing.types import AgreementShown

COUNTRY = re.compile(r"[A-Z]{2}")


def agree(agency: str, *, country: str, legal_basis: str, handling: str = "H1", by: Actor = THE_STATION) -> AgreementShown:
    """An agency may receive the tips of a country from today on. Twice is once; on another basis it is another agreement."""
    if by != THE_STATION:
        parties.require(by, parties.Right.AGREE)
    if not COUNTRY.fullmatch(country):
        raise UnknownCountry(country[:10])
    if not legal_basis.strip():
        raise BasisNeeded
    terms = {"legal_basis": legal_basis.strip(), "handling": handling}
    with transaction.atomic():
        row, created = Agreement.objects.get_or_create(
            agency=agency, country=country, until=None, defaults={**terms, "since": clock.now().date()}
        )
        if created:
            facts = {"agency": agency, "country": country, **terms}
            ledger.record(ledger.Kind.AGREEMENT_ADDED, about=row.pk, by=by, facts=facts)
        elif (row.legal_basis, row.handling) != (terms["legal_basis"], handling):
            raise AgreementStands(country)
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
