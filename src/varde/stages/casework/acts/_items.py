"""Items and their copies: files sorted by the bundle-wide item key, known by keyed marks only.

The marks are the vault's, so that a thief of the disk cannot test the tables for known files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.wire.letters import FileRef, Referral
from varde.stages.casework.models import Act, Copy, DepictedChild, Incident, Item, ItemKey

CONTEXT = "casework/item"


@dataclass(slots=True)
class Files:
    """The files of one referral, sorted: the item and mark of each SHA-256, and which items turned out to be one."""

    marks: dict[str, bytes]
    item_of: dict[str, UUID] = field(default_factory=dict)
    joined: list[tuple[UUID, UUID]] = field(default_factory=list)  # the former, what it is now

    @property
    def named(self) -> list[UUID]:
        """Every item that the referral names, each once."""
        return list(dict.fromkeys(self.item_of.values()))


def sort_files(referral: Referral, *, incident: Incident, has_files: bool) -> Files:
    """Find or make the item of every file and of every act's file; join items that turn out to be one."""
    refs: dict[str, FileRef | None] = dict.fromkeys(act.item_sha256 for act in referral.acts)
    refs |= {ref.sha256: ref for ref in referral.files}
    names = list(dict.fromkeys([*refs, *(ref.item for ref in referral.files)]))
    marks = dict(zip(names, vault.marks([bytes.fromhex(name) for name in names], context=CONTEXT), strict=True))
    files = Files(marks={sha: marks[sha] for sha in refs})
    sorting = _Sorting(incident, files, marks=marks, has_files=has_files)
    for sha, ref in refs.items():
        sorting.place(sha, ref)
    files.item_of = {sha: sorting.item_of_key[sorting.key_of(sha, ref)] for sha, ref in refs.items()}
    return files


class _Sorting:
    """What is known of an incident's items and copies, read once for a referral."""

    def __init__(self, incident: Incident, files: Files, *, marks: dict[str, bytes], has_files: bool) -> None:
        self.incident, self.files, self.marks, self.has_files = incident, files, marks, has_files
        copies = Copy.objects.filter(incident=incident, sha_mark__in=list(files.marks.values()))
        self.copies = {bytes(row.sha_mark): row for row in copies}
        self.item_of_key = {bytes(row.mark): row.item_id for row in ItemKey.objects.filter(incident=incident)}

    def key_of(self, sha: str, ref: FileRef | None) -> bytes:
        """The mark of the bundle-wide item key; of the file itself when the letter does not describe the file."""
        return self.marks[ref.item if ref else sha]

    def place(self, sha: str, ref: FileRef | None) -> None:
        """A file sorted before stays with its item; a new key of it becomes another name of the same item."""
        key, copy = self.key_of(sha, ref), self.copies.get(self.files.marks[sha])
        by_key, by_copy = self.item_of_key.get(key), copy.item_id if copy else None
        if by_key and by_copy and by_key != by_copy:
            self._join(by_key, into=by_copy)
        item = by_copy or by_key or self._new_item(ref)
        if key not in self.item_of_key:
            self.item_of_key[key] = item
            ItemKey.objects.create(incident=self.incident, mark=key, item_id=item)
        self._keep_copy(sha, ref, item=item, copy=copy)

    def _new_item(self, ref: FileRef | None) -> UUID:
        number = Item.objects.filter(incident=self.incident).count() + 1
        kind = ref.media_kind if ref else ""
        return Item.objects.create(incident=self.incident, number=number, media_kind=kind, first_seen_at=clock.now()).pk

    def _join(self, one: UUID, *, into: UUID) -> None:
        """The bundle's representative changed upstream: what were two items are one."""
        for table in (Act, Copy, ItemKey, DepictedChild):
            table._default_manager.filter(item_id=one).update(item_id=into)  # noqa: SLF001  Django's public name
        for copy in self.copies.values():
            copy.item_id = into if copy.item_id == one else copy.item_id
        self.item_of_key = {key: into if item == one else item for key, item in self.item_of_key.items()}
        self.files.joined.append((one, into))

    def _keep_copy(self, sha: str, ref: FileRef | None, *, item: UUID, copy: Copy | None) -> None:
        if copy is None:
            copy = _new_copy(sha, self.files.marks[sha], item=item, incident=self.incident)
            self.copies[self.files.marks[sha]] = copy
        before = _told_of(copy)
        if copy.object_id is None and self.has_files:
            copy.object_id = vault.find(bytes.fromhex(sha))
        if ref is not None:
            _describe(copy, ref)
        if copy._state.adding or before != _told_of(copy):  # noqa: SLF001
            copy.save()


def _new_copy(sha: str, mark: bytes, *, item: UUID, incident: Incident) -> Copy:
    sealed = vault.seal_value(bytes.fromhex(sha), context=CONTEXT)
    return Copy(incident=incident, item_id=item, sha_mark=mark, sealed_sha256=sealed)


def _told_of(copy: Copy) -> tuple[object, ...]:
    return (copy.object_id, copy.viewed_by_esp, copy.classification, copy.size, copy.self_production_told)


def _describe(copy: Copy, ref: FileRef) -> None:
    """One platform's person who viewed a file has viewed it, and a mark once made stays, whatever later letters leave out."""
    copy.size, copy.media_kind, copy.bits_apart = ref.size, ref.media_kind, ref.bits_apart
    copy.classification = copy.classification or (ref.classification or "")
    copy.self_production_told = copy.self_production_told or ref.possible_self_production
    if ref.viewed_by_esp or copy.viewed_by_esp is None:
        copy.viewed_by_esp = ref.viewed_by_esp
