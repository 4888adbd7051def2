from __future__ import annotations

from django.db import transaction
from django.db.models import Count

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.acts.suspend import chosen
from varde.keeps.hashlists.models import ListEntry
from varde.keeps.hashlists.types import EntryState, Which
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def resume(list_name: str, which: Which, *, reason: str, by: Actor = THE_STATION) -> int:
    """Suspended entries hit again, as far as somebody still vouches for them; answers how many were suspended."""
    _rows.allow(by)
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        found = list(chosen(hash_list, which).filter(state=EntryState.SUSPENDED).values_list("pk", flat=True))
        rows = ListEntry.objects.filter(pk__in=found).annotate(many=Count("attestations__organisation", distinct=True))
        standing = {pk: rules.standing(many) if many else EntryState.WITHDRAWN for pk, many in rows.values_list("pk", "many")}
        for state in set(standing.values()):
            mine = [pk for pk, told in standing.items() if told is state]
            ListEntry.objects.filter(pk__in=mine).update(state=state, changed_in_version=hash_list.version + 1)
        if found:
            _rows.changed(hash_list)
            facts = {"list": list_name, "entries": len(found), "reason": reason} | which.facts
            ledger.record(ledger.Kind.ENTRIES_RESUMED, about=hash_list.id, by=by, facts=facts)
    return len(found)
