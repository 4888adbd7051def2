"""Participants report: enough that every item comes to light, some twice, some late, some without the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from rehearsal.truth import Act, Report

MAX_MESSAGES = 10


def reports(
    rng: Random,
    acts: tuple[Act, ...],
    *,
    count: int,
    platform_of: Mapping[str, str],
    item_of: Mapping[str, str],
    twice: int,
    late: int,
) -> tuple[Report, ...]:
    """At least `count` reports; those that bring an item to light come first and are never late."""
    first = [_report(rng, group) for group in _covering(acts, platform_of=platform_of, item_of=item_of)]
    threads = defaultdict(list)
    for act in acts:
        threads[act.conversation].append(act)
    more = [_further(rng, acts, threads) for _ in range(max(count - len(first), late + 1))]
    more = [replace(report, late=index < late) for index, report in enumerate(more)]
    numbered = [replace(report, id=f"report-{number:04d}") for number, report in enumerate((*first, *more), 1)]
    again = set(rng.sample(range(len(numbered)), min(twice, len(numbered))))
    return tuple(replace(report, deliveries=2 if index in again else 1) for index, report in enumerate(numbered))


def _covering(acts: tuple[Act, ...], *, platform_of: Mapping[str, str], item_of: Mapping[str, str]) -> list[list[Act]]:
    """For every item on every platform one act that shows it, together with others of the same conversation."""
    seen: set[tuple[str, str]] = set()
    groups: dict[tuple[str, int], list[Act]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for act in acts:
        shown = (item_of[act.copy], platform_of[act.account])
        if shown not in seen:
            seen.add(shown)
            groups[act.conversation, sizes[act.conversation] // MAX_MESSAGES].append(act)
            sizes[act.conversation] += 1
    return list(groups.values())


def _report(rng: Random, group: list[Act], *, attach: bool = True) -> Report:
    """By somebody who received all of it, or anonymously."""
    who = [name for name in group[0].recipients if all(name in act.recipients for act in group)]
    reporter = None if not who or rng.random() < 0.2 else rng.choice(who)
    at = group[-1].at + timedelta(minutes=rng.randrange(5, 60 * 24 * 20))
    return Report(id="-", reporter=reporter, acts=tuple(act.id for act in group), at=at, attach=attach)


def _further(rng: Random, acts: tuple[Act, ...], threads: Mapping[str, list[Act]]) -> Report:
    thread = threads[rng.choice(acts).conversation]
    start = rng.randrange(len(thread))
    group = thread[start : start + rng.randint(1, 3)]
    return _report(rng, group, attach=rng.random() < 0.85)
