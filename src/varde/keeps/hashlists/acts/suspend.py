from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.models import Attestation, HashList, ListEntry
from varde.keeps.hashlists.types import EntryState, Which
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def suspend(list_name: str, which: Which, *, reason: str, by: Actor = THE_STATION) -> int:
    """Entries hit no more until they are resumed, all of them by one act; answers how many.

    Of a member or of a time, those for which another organisation vouches too go on to hit.
    """
    _rows.allow(by)
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        rows = chosen(hash_list, which).filter(state__in=rules.ACTIVE)
        many = rows.update(state=EntryState.SUSPENDED, changed_in_version=hash_list.version + 1)
        if many:
            _rows.changed(hash_list)
            facts = {"list": list_name, "entries": many, "reason": reason} | which.facts
            ledger.record(ledger.Kind.ENTRIES_SUSPENDED, about=hash_list.id, by=by, facts=facts)
    return many


def chosen(hash_list: HashList, which: Which) -> QuerySet[ListEntry]:
    """The entries that are meant."""
    rows = ListEntry.objects.filter(hash_list=hash_list)
    if which.entry is not None:
        return rows.filter(pk=which.entry)
    said = Attestation.objects.filter(entry=OuterRef("pk"))
    mine, others = said, said.none()
    if which.member is not None:
        organisation = f"{hash_list.source}/{which.member}"
        mine, others = said.filter(organisation=organisation), said.exclude(organisation=organisation)
    if which.since is not None:
        mine = mine.filter(at__gte=which.since)
        others = others | said.filter(at__lt=which.since)
    if which.until is not None:
        mine = mine.filter(at__lt=which.until)
        others = others | said.filter(at__gte=which.until)
    return rows.filter(Exists(mine)).exclude(Exists(others))
