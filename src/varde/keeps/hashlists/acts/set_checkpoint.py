from __future__ import annotations

from dataclasses import asdict

from varde.keeps.hashlists.models import FetchCheckpoint
from varde.keeps.hashlists.types import Checkpoint
from varde.kernels.terms import clock


def set_checkpoint(source: str, at: Checkpoint) -> None:
    """Keep how far a source's list was fetched, in the transaction in which what came was taken."""
    defaults = asdict(at) | {"saved_at": at.saved_at or clock.now()}
    FetchCheckpoint.objects.update_or_create(source=source, defaults=defaults)
