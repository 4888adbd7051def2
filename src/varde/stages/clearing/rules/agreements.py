"""Whether an agreement covers a tip."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from varde.stages.clearing.types import AgreementShown


def covering(agreements: Iterable[AgreementShown], *, country: str, on: date) -> tuple[AgreementShown, ...]:
    """The agreements under which a tip of this country may be given away on this day."""
    return tuple(each for each in agreements if each.country == country and each.is_in_force(on))
