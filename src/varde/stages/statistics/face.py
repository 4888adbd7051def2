"""What others may call."""

from __future__ import annotations

from varde.stages.statistics.errors import NothingTold
from varde.stages.statistics.queries import count_incident, count_station, incidents_told
from varde.stages.statistics.types import Counted, Figure

__all__ = ["Counted", "Figure", "NothingTold", "count_incident", "count_station", "incidents_told"]
