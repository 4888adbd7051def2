"""What others may call."""

from __future__ import annotations

from varde.stages.matching.acts.look_up import look_up
from varde.stages.matching.queries import found
from varde.stages.matching.types import LookedUp

__all__ = ["LookedUp", "found", "look_up"]
