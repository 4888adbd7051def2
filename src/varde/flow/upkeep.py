"""What time itself makes due: holds that are over, reports that lapse, files that nobody claimed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from varde.keeps.vault import face as vault
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.stages.clearing import face as clearing
from varde.stages.filing import face as filing
from varde.stages.intake import face as intake

log = logging.getLogger(__name__)
EVERYWHERE: tuple[Callable[[], object], ...] = (vault.sweep,)
UPKEEP: dict[StationRole, tuple[Callable[[], object], ...]] = {
    StationRole.PLATFORM: (filing.release_due_holds, intake.sweep),
    StationRole.CLEARINGHOUSE: (clearing.expire_unfinished,),
    StationRole.AGENCY: (),
}


def look_after(role: StationRole) -> None:
    """Run each; all may run at any time, and as often as one likes. One that fails keeps none of the others from running."""
    for run in (*UPKEEP[role], *EVERYWHERE):
        try:
            run()
        except Exception as error:  # noqa: BLE001  it is tried again in a minute, and the others are due now
            why = error.code if isinstance(error, VardeError) else type(error).__name__
            log.warning("upkeep %s.%s failed: %s", run.__module__, run.__qualname__, why)


def fetch_lists(*, every: timedelta) -> None:
    """Fetch the lists that are due, by itself since a first fetch takes minutes; what fails is tried again when next asked."""
    try:
        peers.fetch_due(every=every)
    except Exception as error:  # noqa: BLE001  it is tried again in some minutes
        why = error.code if isinstance(error, VardeError) else type(error).__name__
        log.warning("lists could not be fetched: %s", why)
