from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import OuterRef, Subquery

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.models import Attestation, ListEntry
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.wire import lists as wire

_AT_ONCE = 10_000


def export(list_name: str, *, form: str, by: Actor = THE_STATION) -> Iterator[wire.ListEntry]:
    """Hand a list out, as it is at this moment: its active entries, those of one shared file behind each other.

    The ledger says so before the first entry leaves; `form` is the format, for the ledger only.
    """
    _rows.allow(by)
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        rows = ListEntry.objects.filter(hash_list=hash_list, state__in=rules.ACTIVE)
        facts = {"list": list_name, "version": hash_list.version, "entries": rows.count(), "format": form}
        ledger.record(ledger.Kind.LIST_EXPORTED, about=hash_list.id, by=by, facts=facts)
    file = Subquery(Attestation.objects.filter(entry=OuterRef("pk")).order_by("shared_id").values("shared_id")[:1])
    found = rows.annotate(file=file).order_by("file", "pk")
    told = found.values_list("algorithm", "value", "file", "classification", "size")
    return (
        wire.ListEntry(algorithm, bytes(value), line, str(file_ or ""), classification, size)
        for line, (algorithm, value, file_, classification, size) in enumerate(told.iterator(_AT_ONCE), 1)
    )
