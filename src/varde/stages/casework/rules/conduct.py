"""What statements and acts come to: who, how old at each act, where, and which lane the law proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varde.kernels import places
from varde.kernels.law import rules as law
from varde.kernels.law.types import NeighbourFact, Proposed, SuspectFacts
from varde.stages.casework.rules.line import age_at, is_below_line, jurisdiction_of
from varde.stages.casework.rules.statements import Fact, PersonFacts, person_facts
from varde.stages.casework.types import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """One person in one incident, as far as the tables know. `sent_at` ascending."""

    facts: tuple[Fact, ...]
    otherwise: str  # what to call a person without a name
    located_in: str | None
    accounts: int
    sent_at: tuple[datetime, ...]
    recipients: int
    is_depicted: bool
    neighbour: NeighbourFact | None = None  # as an officer found it
    is_minor_conduct: bool = False  # as an officer found it


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What is derived, column by column."""

    who: PersonFacts
    conduct: Conduct
    country: str | None
    age_at_first_act: int | None
    below_line_acts: int | None
    below_line_at_first_act: bool | None
    home_district: str | None
    home_district_reason: str
    proposed: Proposed

    def columns(self) -> dict[str, Any]:
        """The derived columns of a suspect's row."""
        sent_at = self.conduct.sent_at
        return {
            "label": self.who.label,
            "accounts_count": self.conduct.accounts,
            "acts_count": len(sent_at),
            "recipients_count": self.conduct.recipients,
            "first_act_at": sent_at[0] if sent_at else None,
            "last_act_at": sent_at[-1] if sent_at else None,
            "sex": self.who.sex.value,
            "birth_date": self.who.birth_date,
            "country": self.country or "",
            "age_at_first_act": self.age_at_first_act,
            "below_line_acts": self.below_line_acts,
            "home_district": self.home_district,
            "home_district_reason": self.home_district_reason,
            "lane_proposed": self.proposed.lane.value,
            "lane_reasons": [[reason.row or self.proposed.lane.value, str(reason)] for reason in self.proposed.reasons],
            "lane_needs_second": self.proposed.needs_second_person,
            "may_end_as": [each.value for each in self.proposed.may_end_as],
        }

    def for_ledger(self) -> dict[str, Any]:
        """Codes and counts only: no name, no birth date, no address."""
        return {
            "acts": len(self.conduct.sent_at),
            "accounts": self.conduct.accounts,
            "recipients": self.conduct.recipients,
            "sex": self.who.sex.value,
            "country": self.country,
            "birth_known": self.who.birth_date is not None,
            "age_at_first_act": self.age_at_first_act,
            "below_line": self.below_line_at_first_act,
            "below_line_acts": self.below_line_acts,
            "lane_proposed": self.proposed.lane.value,
        }


def derive(conduct: Conduct) -> Derived:
    """Everything about one person in one incident that follows from what is stated and what was done."""
    who = person_facts(conduct.facts, otherwise=conduct.otherwise)
    country = who.country or conduct.located_in
    district, reason = home_district(who, country=country)
    jurisdiction = jurisdiction_of(country, district=district)
    below = [is_below_line(who.birth_date, at, country=country, jurisdiction=jurisdiction) for at in conduct.sent_at]
    return Derived(
        who=who,
        conduct=conduct,
        country=country,
        age_at_first_act=age_at(who.birth_date, conduct.sent_at[0], country=country) if conduct.sent_at else None,
        below_line_acts=None if None in below else sum(bool(each) for each in below),
        below_line_at_first_act=below[0] if below else None,
        home_district=district,
        home_district_reason=reason,
        proposed=proposed(jurisdiction, who, conduct),
    )


def proposed(country: str | None, who: PersonFacts, conduct: Conduct) -> Proposed:
    """The lane that the law's tables propose."""
    facts = SuspectFacts(
        country=country,
        birth_date=who.birth_date,
        acts=conduct.sent_at,
        is_depicted=conduct.is_depicted,
        neighbour=conduct.neighbour,
        is_minor_conduct=conduct.is_minor_conduct,
    )
    return law.lane_for(facts)


def home_district(who: PersonFacts, *, country: str | None) -> tuple[str | None, str]:
    """The district of the stated residence, and why; none where no residence is stated or its postcode says nothing."""
    if not (country and who.postcode):
        return None, "no residence with a postcode is stated"
    placed = places.district_of(country, who.postcode)
    if isinstance(placed, places.Placed):
        doubt = "; sources state several residences" if Field.POSTCODE in who.contradicted else ""
        return placed.district, f"{placed.reason}{doubt}"
    return None, placed.reason
