"""Deliberate difficulties, dealt to people in known numbers. A person has one at most, so that each can be told by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from rehearsal.plan import Plan, at_midnight
from rehearsal.proportions import some


def place(rng: Random, plans: list[Plan], *, scale: float, figures: Mapping[str, Any], zone: str) -> None:
    """Choose among `plans` who has two accounts, no stated birth date, a VPN, a birthday at midnight, a shared home."""
    free = [plan for plan in plans if plan.place]
    rng.shuffle(free)

    def deal(name: str, fits: Callable[[Plan], bool] = lambda _: True) -> list[Plan]:
        taken = [plan for plan in free if fits(plan)][: some(figures[name], scale=scale)]
        free[:] = [plan for plan in free if plan not in taken]
        return taken

    for plan in deal("shared_person", lambda plan: len(plan.times) > 2):
        plan.has_two_accounts = True
    for plan in deal("missing_birth_date"):
        plan.has_birth_date = False
    for plan in deal("vpn"):
        plan.uses_vpn = True
    for plan in deal("birthday_at_midnight"):
        plan.acts_on_birthday = True
        plan.times[0] = at_midnight(rng, plan.times[0], zone=zone)
    _households(free, some(figures["same_household"], scale=scale))


def _households(free: list[Plan], count: int) -> None:
    """Pairs under one roof: who is made up later moves in with who is made up earlier, in the same town."""
    homes: dict[tuple[str, str] | None, Plan] = {}
    for plan in sorted(free, key=lambda plan: plan.number):
        other = homes.pop(plan.place, None)
        if other is None:
            homes[plan.place] = plan
        elif count > 0:
            plan.lives_with = other
            count -= 1
