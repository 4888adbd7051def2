from __future__ import annotations

from varde.links.post.models import LetterState, OutgoingLetter
from varde.links.post.types import LetterRow


def undelivered() -> list[LetterRow]:
    """Letters that still wait for a receipt, oldest first."""
    rows = OutgoingLetter.objects.filter(state=LetterState.WAITING).order_by("written_at")
    return [row.shown() for row in rows]
