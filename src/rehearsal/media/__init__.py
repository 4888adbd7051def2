"""The files of a rehearsal: photographs without people, drawn islands, or the user's own; and their copies."""

from __future__ import annotations

from rehearsal.media.make import make_media
from rehearsal.media.photographs import CREDITS, NotFetched, fetch

__all__ = ["CREDITS", "NotFetched", "fetch", "make_media"]
