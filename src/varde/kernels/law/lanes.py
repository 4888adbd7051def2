"""Which lane a suspect is proposed for. Facts in; a proposal with its grounds out; an officer decides.

Precedence: a depicted child is protected before all else; then what is not known stops the rest; then the age line;
then a lawful neighbour; what remains is procedure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from varde.kernels.law.ages import age_on_day, day_of, days_anywhere
from varde.kernels.law.rows import AgeLine
from varde.kernels.law.tables import juvenile_law_for, line_for, neighbour_for, not_booked_reasons, offence_for, zone_of
from varde.kernels.law.types import Disposition, Lane, NeighbourFact, Proposed, Reason, SuspectFacts, Unsourced

_POSSIBLY = "Possibly below the age line; a person must decide."
_OLDEST = 120
_MINOR = 18  # everywhere, where a country's own juvenile law is not settled (UN Convention on the Rights of the Child, art. 1)


@dataclass(frozen=True, slots=True)
class AgeAtAct:
    """The age at one act against the line of that day; `low` and `high` differ where the day itself is not certain."""

    at: datetime
    day: date
    low: int
    high: int
    line: AgeLine

    @property
    def is_below(self) -> bool:
        """Certainly below every line."""
        return self.high < (self.line.lower_age or self.line.age)

    @property
    def is_at_or_above(self) -> bool:
        """Certainly at or above the general line."""
        return self.low >= self.line.age


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known, so that no age at an act can be told."""

    reasons: tuple[Reason, ...]


def lane_for(facts: SuspectFacts) -> Proposed:
    """The proposed lane, by the first ground that applies."""
    if facts.is_depicted:
        return _depicted(facts)
    ages = ages_at_acts(facts)
    if isinstance(ages, Missing):
        return Proposed(lane=Lane.NEEDS_FACTS, reasons=(*ages.reasons, Reason(_POSSIBLY)))
    for ground in _GROUNDS:
        if proposed := ground(facts, ages):
            return proposed
    return _procedure(facts, ages)


def ages_at_acts(facts: SuspectFacts) -> tuple[AgeAtAct, ...] | Missing:
    """The age at each act in the order given, or all that is missing to tell it."""
    lines = [line_for(facts.country, at) for at in facts.acts] if facts.country else []
    settled = [line for line in lines if not isinstance(line, Unsourced)]
    unsettled = [line for line in lines if isinstance(line, Unsourced)]
    missing = tuple(_missing(facts, unsettled))
    if missing or facts.birth_date is None:
        return Missing(missing)
    return _reckoned(facts, settled, facts.birth_date)


def _missing(facts: SuspectFacts, unsettled: list[Unsourced]) -> Iterator[Reason]:
    if not facts.country:
        yield Reason("The country is not known, so no age line applies yet.")
    if not facts.acts:
        yield Reason("No act is known, so there is no day to reckon an age on.")
    if facts.birth_date is None:
        yield Reason("The birth date is not known.")
    first_of_each_row = {line.row: line for line in reversed(unsettled)}
    yield from (Reason(line.reason, line.row, line.source) for line in first_of_each_row.values())


def _reckoned(facts: SuspectFacts, lines: list[AgeLine], birth: date) -> tuple[AgeAtAct, ...] | Missing:
    zone = facts.zone or zone_of(facts.country or "")
    found = []
    for at, line in zip(facts.acts, lines, strict=True):
        first, last = (day_of(at, zone),) * 2 if zone else days_anywhere(at)
        if first < birth or last.year - birth.year > _OLDEST:
            text = f"The stated birth date cannot be right for an act on {first.isoformat()}."
            return Missing((Reason(text),))
        found.append(AgeAtAct(at, first, age_on_day(birth, first), age_on_day(birth, last), line))
    return tuple(found)


def _depicted(facts: SuspectFacts) -> Proposed:
    ages = ages_at_acts(facts)
    above = isinstance(ages, tuple) and any(age.is_at_or_above for age in ages)
    reasons = [Reason("This person is a child depicted in the material; protection comes before any suspicion.")]
    if above:
        reasons.append(Reason("Some acts lie at or above the age line; a second person confirms that protection is right."))
    return Proposed(
        lane=Lane.DEPICTED_CHILD,
        reasons=tuple(reasons),
        needs_second_person=above,
        counting_acts=_counting(ages) if isinstance(ages, tuple) else (),
        may_end_as=(Disposition.DEPICTED_CHILD_PROTECTION,),
    )


def _below(_: SuspectFacts, ages: tuple[AgeAtAct, ...]) -> Proposed | None:
    if not all(age.is_below for age in ages):
        return None
    return Proposed(
        lane=Lane.BELOW_AGE_LINE,
        reasons=(Reason(f"{_aged(ages)}: below the age line at every act."), *_lines(ages)),
        may_end_as=(Disposition.BELOW_AGE,),
    )


def _not_on_one_side(_: SuspectFacts, ages: tuple[AgeAtAct, ...]) -> Proposed | None:
    """Acts on both sides of the line, or acts that no rule can set on one side of it."""
    below = [age for age in ages if age.is_below]
    counting = [age for age in ages if age.is_at_or_above]
    unclear = [age for age in ages if not age.is_below and not age.is_at_or_above]
    if len(counting) == len(ages):
        return None
    sides = [(below, "below the line: cannot count"), (counting, "at or above the line: can count")]
    reasons = [_about(group, text) for group, text in sides if group]
    reasons += [_about(unclear, f"not to be set on one side by rule, for {_why_open(unclear[0])}")] if unclear else []
    return Proposed(
        lane=Lane.NEEDS_FACTS,
        reasons=(*reasons, Reason(_POSSIBLY), *_lines(ages)),
        needs_second_person=True,
        counting_acts=_counting(ages),
    )


def _about(ages: list[AgeAtAct], text: str) -> Reason:
    return Reason(f"{_acts(ages)} {text}.", ages[0].line.id, ages[0].line.source)


def _neighbour(facts: SuspectFacts, ages: tuple[AgeAtAct, ...]) -> Proposed | None:
    fact = facts.neighbour
    if fact is None or _neighbour_fails(facts, ages, fact):
        return None
    row = neighbour_for(facts.country or "", fact.row, ages[0].at)
    if isinstance(row, Unsourced):
        return None
    reasons = (
        Reason(f"Between people of {row.from_age} to {row.to_age} this is lawful: {row.when}.", row.id, row.source),
        Reason(f"{_aged(ages)}, at every act within these ages."),
        Reason(f"Found by {fact.found_by}, for all acts."),
    )
    return Proposed(
        lane=Lane.NOT_CRIMINAL_HERE, reasons=reasons, needs_second_person=True, may_end_as=(Disposition.NOT_CRIMINAL_HERE,)
    )


def _neighbour_fails(facts: SuspectFacts, ages: tuple[AgeAtAct, ...], fact: NeighbourFact) -> str:
    """Why a lawful neighbour that an officer found does not carry; "" when it does."""
    if not fact.covers_all_acts:
        return "it does not cover all acts"
    for age in ages:
        row = neighbour_for(facts.country or "", fact.row, age.at)
        if isinstance(row, Unsourced):
            return row.reason
        if not row.from_age <= age.low <= age.high <= row.to_age:
            return f"the age at the act of {age.day.isoformat()} lies outside {row.from_age} to {row.to_age}"
    return ""


def _procedure(facts: SuspectFacts, ages: tuple[AgeAtAct, ...]) -> Proposed:
    country = facts.country or ""
    reasons = [Reason(f"{_aged(ages)}: at or above the age line at every act."), *_lines(ages), *_offences(facts, ages)]
    if facts.neighbour and (why := _neighbour_fails(facts, ages, facts.neighbour)):
        reasons.append(Reason(f"A lawful neighbour was put forward but does not carry: {why}."))
    reasons += _juvenile(country, ages)
    may_end_as: tuple[Disposition, ...] = ()
    if facts.is_minor_conduct:
        known = [row for row in not_booked_reasons(country) if row.disposition is Disposition.NOT_BOOKED_MINOR_CONDUCT]
        reasons += [Reason(f"An officer found the conduct minor: {row.when}.", row.id, row.source) for row in known]
        may_end_as = tuple(row.disposition for row in known)
    return Proposed(lane=Lane.PROCEDURE, reasons=tuple(reasons), counting_acts=_counting(ages), may_end_as=may_end_as)


def _juvenile(country: str, ages: tuple[AgeAtAct, ...]) -> list[Reason]:
    youngest = min(ages, key=lambda age: age.low)
    law = juvenile_law_for(country, youngest.at)
    if isinstance(law, Unsourced):
        text = f"Under {_MINOR} at an act: treat as a minor, with a guardian, until the rule is confirmed. {law.reason}"
        return [Reason(text, law.row, law.source)] if youngest.low < _MINOR else []
    if youngest.low >= law.under_age:
        return []
    return [Reason(f"Under {law.under_age} at an act: juvenile procedure; {law.asks}.", law.id, law.source)]


def _offences(facts: SuspectFacts, ages: tuple[AgeAtAct, ...]) -> list[Reason]:
    found: dict[str, Reason] = {}
    for age in ages:
        row = offence_for(facts.country or "", facts.conduct, age.at)
        if isinstance(row, Unsourced):
            found[row.row] = Reason(f"Which offence it is an officer must name: {row.reason}", row.row, row.source)
        else:
            found[row.id] = Reason(f"{row.conduct.value.capitalize()}: {row.statute}, {row.penalty}.", row.id, row.source)
    return list(found.values())[:5]


def _counting(ages: tuple[AgeAtAct, ...]) -> tuple[int, ...]:
    return tuple(place for place, age in enumerate(ages) if age.is_at_or_above)


def _lines(ages: tuple[AgeAtAct, ...]) -> tuple[Reason, ...]:
    lines = {age.line.id: age.line for age in ages}
    return tuple(
        Reason(f"The age line in {line.country} is {line.age} years ({line.basis}).", line.id, line.source)
        for line in lines.values()
    )


def _aged(ages: tuple[AgeAtAct, ...]) -> str:
    low, high = min(age.low for age in ages), max(age.high for age in ages)
    span = f"{low}" if low == high else f"{low} to {high}"
    return f"Aged {span} at {_acts(list(ages))}"


def _acts(ages: list[AgeAtAct]) -> str:
    first, last = min(age.day for age in ages).isoformat(), max(age.day for age in ages).isoformat()
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"{len(ages)} act{'s' if len(ages) > 1 else ''} {days}"


def _why_open(age: AgeAtAct) -> str:
    if age.low != age.high:
        return "the place's time zone is not known and a birthday lies on that day"
    return f"at {age.low} the law asks which offence it is ({age.line.lower_for})"


_GROUNDS: tuple[Callable[[SuspectFacts, tuple[AgeAtAct, ...]], Proposed | None], ...] = (_below, _not_on_one_side, _neighbour)
