"""Adding up a bundle's tips; an account that tips of several joined bundles name is one account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from varde.stages.clearing.types import BundleShown


@dataclass(slots=True)
class BundleSums:
    """What is counted of one bundle while its rows are read."""

    tips: int = 0
    acts: int = 0
    waiting: int = 0
    items: int = 0
    firsts: list[datetime] = field(default_factory=list)
    lasts: list[datetime] = field(default_factory=list)
    accounts: set[bytes] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    urgencies: set[str] = field(default_factory=set)

    def add_account(self, account: bytes, numbers: tuple[int, int, datetime | None, datetime, int]) -> None:
        """Count what one account has in one bundle: tips, acts, the first act, the last tip, tips that wait."""
        tips, acts, first, last, waiting = numbers
        self.accounts.add(account)
        self.tips, self.acts, self.waiting = self.tips + tips, self.acts + acts, self.waiting + waiting
        self.firsts += [first] if first else []
        self.lasts.append(last)

    def shown(self, root: UUID, *, opened_at: datetime, joined: tuple[UUID, ...], order: Sequence[str]) -> BundleShown:
        """The sums as a type; `order`: urgencies, the most urgent first."""
        return BundleShown(
            id=root,
            opened_at=opened_at,
            tips=self.tips,
            accounts=len(self.accounts),
            items=self.items,
            acts=self.acts,
            first_act_at=min(self.firsts, default=None),
            last_tip_at=max(self.lasts),
            countries=tuple(self.countries.most_common()),
            waiting=self.waiting,
            most_urgent=next((each for each in order if each in self.urgencies), order[-1]),
            joined=joined,
        )
