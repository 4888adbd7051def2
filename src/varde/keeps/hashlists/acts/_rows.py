"""What the acts of this folder share: finding rows under lock, stamping a change."""

from __future__ import annotations

from uuid import UUID, uuid4

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.errors import EntryWithdrawn, NoSuchEntry, NoSuchList
from varde.keeps.hashlists.models import Attestation, Edition, HashList, ListChange, ListEntry
from varde.keeps.hashlists.types import EntryState
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor, ActorKind


def allow(by: Actor) -> None:
    """People need to be a second person by job; machines and peers were let in by token or key."""
    if by.kind is ActorKind.PERSON:
        parties.require(by, parties.Right.SECOND_PERSON)


def locked_list(name: str) -> HashList:
    """The list, locked and one version on."""
    row = HashList.objects.select_for_update().filter(name=name).first()
    if row is None:
        raise NoSuchList(name)
    return row


def locked_entry(entry_id: UUID) -> ListEntry:
    """The entry, locked; withdrawn ones are beyond change."""
    row = ListEntry.objects.select_for_update().select_related("hash_list").filter(id=entry_id).first()
    if row is None:
        raise NoSuchEntry(str(entry_id))
    if row.state == EntryState.WITHDRAWN:
        raise EntryWithdrawn(str(entry_id))
    return row


def vouch(row: ListEntry, organisation: str) -> None:
    """Write the attestation down and set where the entry stands."""
    if not row.attestations.filter(organisation=organisation).exists():
        Attestation.objects.create(entry=row, organisation=organisation, at=clock.now())
    row.state, row.disputed_by = rules.standing(row.attestations.values("organisation").distinct().count()), None
    row.save()


def changed(hash_list: HashList, *, row: ListEntry | None = None) -> None:
    """The list is one version on, by this row where it was there before, and indexes are old."""
    hash_list.version += 1
    hash_list.save(update_fields=["version"])
    if row is not None:
        row.changed_in_version = hash_list.version
        row.save(update_fields=["changed_in_version"])
    ListChange.objects.create(hash_list=hash_list, version=hash_list.version)
    Edition.objects.update_or_create(id=1, defaults={"stamp": uuid4()})
