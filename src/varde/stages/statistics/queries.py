from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.ids import IncidentId
from varde.stages.statistics.errors import NothingTold
from varde.stages.statistics.registry import COUNTS
from varde.stages.statistics.rules import FOLDS, Told, fold, whole
from varde.stages.statistics.types import Count, Counted, Figure, Story


def _read() -> Told:
    return fold(ledger.entries([ledger.Kind(kind) for kind in FOLDS]))


def incidents_told() -> tuple[IncidentId, ...]:
    """The incidents that the ledger tells of, in the order of their first entries."""
    return tuple(IncidentId(UUID(incident)) for incident in _read().stories)


def count_incident(incident: IncidentId) -> Counted:
    """The figures of one incident; one that was joined into another has that one's."""
    told = _read()
    name = str(incident)
    if name not in told.stories and name not in told.now_incident:
        raise NothingTold(name)
    return _counted(told.story(name), told=told, incident=incident)


def count_station() -> Counted:
    """The figures of all incidents together; a person counts once."""
    told = _read()
    return _counted(whole(told), told=told, incident=None)


def _counted(story: Story, *, told: Told, incident: IncidentId | None) -> Counted:
    figures = tuple(_figure(count, story, told) for count in COUNTS)
    seq, at = _last(tuple(told.last), told)
    return Counted(incident, figures, seq, at)


def _figure(count: Count, story: Story, told: Told) -> Figure:
    seq, at = _last(count.rests_on, told)
    return Figure(count.key, count.of(story), seq, at, count.is_announced)


def _last(kinds: Sequence[str], told: Told) -> tuple[int, datetime | None]:
    return max((told.last[kind] for kind in kinds if kind in told.last), default=(0, None))
