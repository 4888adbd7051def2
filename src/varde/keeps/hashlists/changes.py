"""What is in the lists, and what changed in them since an index was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q

from varde.keeps.hashlists.models import HashList, ListChange, ListEntry
from varde.keeps.hashlists.rules import ACTIVE
from varde.keeps.hashlists.types import Algorithm

State = Mapping[str, tuple[int, str | None]]  # by list: its version, and that version's stamp (None: it never changed)
_AT_ONCE = 10_000


@dataclass
class Active:
    """Ids and values of active entries, packed: 16 and 32 bytes each."""

    ids: bytearray = field(default_factory=bytearray)
    values: bytearray = field(default_factory=bytearray)

    def take(self, id_: UUID, value: bytes) -> None:
        """One more."""
        self.ids += id_.bytes
        self.values += value

    def __len__(self) -> int:
        return len(self.ids) // 16

    def __iter__(self) -> Iterator[tuple[UUID, bytes]]:
        for place in range(len(self)):
            id_ = UUID(bytes=bytes(self.ids[place * 16 : place * 16 + 16]))
            yield id_, bytes(self.values[place * 32 : place * 32 + 32])


@dataclass
class Changed:
    """What is to be taken out (by id), and then what is to be put in."""

    gone: list[UUID]
    active: Active


def state() -> State:
    """Every list's present version."""
    stamps = dict(ListChange.objects.filter(version=F("hash_list__version")).values_list("hash_list_id", "stamp"))
    return {
        str(id_): (version, str(stamps[id_]) if id_ in stamps else None)
        for id_, version in HashList.objects.values_list("id", "version")
    }


def are_past(state_: State) -> bool:
    """Whether this database has come through all of these versions."""
    stamps = [stamp for _, stamp in state_.values() if stamp is not None]
    return ListChange.objects.filter(stamp__in=stamps).count() == len(stamps)


def since(before: State, *, now: State) -> Changed:
    """What is different in the lists."""
    found = Changed([], Active())
    which = Q(pk__in=())
    for of_list, present in now.items():
        if before.get(of_list) != present:
            which |= Q(hash_list_id=of_list, changed_in_version__gt=before[of_list][0] if of_list in before else -1)
    rows = ListEntry.objects.filter(which, algorithm=Algorithm.PDQ).order_by("pk").values_list("id", "value", "state")
    for id_, value, standing in rows.iterator(_AT_ONCE):
        found.gone.append(id_)
        if standing in ACTIVE:
            found.active.take(id_, bytes(value))
    return found


def all_active() -> Active:
    """Every active entry."""
    found = Active()
    rows = ListEntry.objects.filter(algorithm=Algorithm.PDQ, state__in=ACTIVE).order_by("pk").values_list("id", "value")
    for id_, value in rows.iterator(_AT_ONCE):
        found.take(id_, bytes(value))
    return found
