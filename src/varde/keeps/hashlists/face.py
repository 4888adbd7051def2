"""What others may call."""

from __future__ import annotations

from varde.keeps.hashlists.acts.add_entry import add_entry
from varde.keeps.hashlists.acts.add_list import add_list
from varde.keeps.hashlists.acts.attest import attest
from varde.keeps.hashlists.acts.dispute import dispute
from varde.keeps.hashlists.acts.export import export
from varde.keeps.hashlists.acts.import_list import import_list
from varde.keeps.hashlists.acts.import_read import import_read
from varde.keeps.hashlists.acts.resume import resume
from varde.keeps.hashlists.acts.set_checkpoint import set_checkpoint
from varde.keeps.hashlists.acts.suspend import suspend
from varde.keeps.hashlists.acts.take_shared import take_shared
from varde.keeps.hashlists.acts.withdraw import withdraw
from varde.keeps.hashlists.asked import Asked, IndexState, Told, ask, index_state, names, sizes
from varde.keeps.hashlists.errors import EntryUnreadable, IndexNotLoaded, IndexUnusable, NoSuchEntry, NoSuchList
from varde.keeps.hashlists.queries import checkpoint, entries, entry, lists, look_up
from varde.keeps.hashlists.rules import MD5_ALONE
from varde.keeps.hashlists.types import Algorithm, Checkpoint, EntryState, Hit, Imported, KnownEntry, KnownList, Taken, Which

__all__ = [
    "MD5_ALONE",
    "Algorithm",
    "Asked",
    "Checkpoint",
    "EntryState",
    "EntryUnreadable",
    "Hit",
    "Imported",
    "IndexNotLoaded",
    "IndexState",
    "IndexUnusable",
    "KnownEntry",
    "KnownList",
    "NoSuchEntry",
    "NoSuchList",
    "Taken",
    "Told",
    "Which",
    "add_entry",
    "add_list",
    "ask",
    "attest",
    "checkpoint",
    "dispute",
    "entries",
    "entry",
    "export",
    "import_list",
    "import_read",
    "index_state",
    "lists",
    "look_up",
    "names",
    "resume",
    "set_checkpoint",
    "sizes",
    "suspend",
    "take_shared",
    "withdraw",
]
