"""What others may call."""

from __future__ import annotations

from varde.stages.casework.acts.assign import assign
from varde.stages.casework.acts.confirm_decision import confirm_decision, withdraw_decision
from varde.stages.casework.acts.decide_disposition import decide_disposition
from varde.stages.casework.acts.decide_lane import decide_lane
from varde.stages.casework.acts.dismiss_candidates import dismiss_candidates
from varde.stages.casework.acts.find_fact import find_fact, take_back_fact
from varde.stages.casework.acts.join_incidents import join_incidents
from varde.stages.casework.acts.link import link
from varde.stages.casework.acts.link_candidates import link_candidates
from varde.stages.casework.acts.mark_depicted_child import mark_depicted_child
from varde.stages.casework.acts.open_case import open_case
from varde.stages.casework.acts.receive import receive
from varde.stages.casework.acts.set_publicity import set_publicity
from varde.stages.casework.acts.set_wave_cuts import set_wave_cuts
from varde.stages.casework.acts.state_fact import state_fact
from varde.stages.casework.acts.unlink import unlink
from varde.stages.casework.errors import (
    AccountUnknown,
    CandidateUnknown,
    DistrictUnknown,
    EvidenceNeeded,
    FactUnreadable,
    FindingUnknown,
    GroundNeeded,
    IncidentUnknown,
    ItemUnknown,
    LaneForbids,
    LaneNotDecided,
    NothingAwaited,
    NotYourCase,
    ReasonNeeded,
    SameIncident,
    SamePersonTwice,
    SuspectUnknown,
)
from varde.stages.casework.queries.candidates import candidates
from varde.stages.casework.queries.depicted import depicted_children
from varde.stages.casework.queries.digests import act_digests
from varde.stages.casework.queries.incidents import incident_overview, incidents
from varde.stages.casework.queries.items import items
from varde.stages.casework.queries.news import what_is_new
from varde.stages.casework.queries.one_suspect import incidents_of, suspect
from varde.stages.casework.queries.pictures import acts_per_day, districts, shares_per_suspect, waves
from varde.stages.casework.queries.spread import spread
from varde.stages.casework.queries.suspects import suspects
from varde.stages.casework.types import (
    NO_DISTRICT,
    AccountKnown,
    ActKnown,
    Candidate,
    DayCount,
    DecisionMade,
    DepictedRow,
    DistrictRow,
    Edge,
    Field,
    FileKnown,
    FindingKind,
    FindingMade,
    FindingOffered,
    Ground,
    Happened,
    IncidentLine,
    IncidentOverview,
    ItemRow,
    Matter,
    Node,
    SortBy,
    Spread,
    Stated,
    Strength,
    SuspectFilter,
    SuspectKnown,
    SuspectRow,
    SuspectTable,
    Wave,
    WhatIsNew,
)

__all__ = [
    "NO_DISTRICT",
    "AccountKnown",
    "AccountUnknown",
    "ActKnown",
    "Candidate",
    "CandidateUnknown",
    "DayCount",
    "DecisionMade",
    "DepictedRow",
    "DistrictRow",
    "DistrictUnknown",
    "Edge",
    "EvidenceNeeded",
    "FactUnreadable",
    "Field",
    "FileKnown",
    "FindingKind",
    "FindingMade",
    "FindingOffered",
    "FindingUnknown",
    "Ground",
    "GroundNeeded",
    "Happened",
    "IncidentLine",
    "IncidentOverview",
    "IncidentUnknown",
    "ItemRow",
    "ItemUnknown",
    "LaneForbids",
    "LaneNotDecided",
    "Matter",
    "Node",
    "NotYourCase",
    "NothingAwaited",
    "ReasonNeeded",
    "SameIncident",
    "SamePersonTwice",
    "SortBy",
    "Spread",
    "Stated",
    "Strength",
    "SuspectFilter",
    "SuspectKnown",
    "SuspectRow",
    "SuspectTable",
    "SuspectUnknown",
    "Wave",
    "WhatIsNew",
    "act_digests",
    "acts_per_day",
    "assign",
    "candidates",
    "confirm_decision",
    "decide_disposition",
    "decide_lane",
    "depicted_children",
    "dismiss_candidates",
    "districts",
    "find_fact",
    "incident_overview",
    "incidents",
    "incidents_of",
    "items",
    "join_incidents",
    "link",
    "link_candidates",
    "mark_depicted_child",
    "open_case",
    "receive",
    "set_publicity",
    "set_wave_cuts",
    "shares_per_suspect",
    "spread",
    "state_fact",
    "suspect",
    "suspects",
    "take_back_fact",
    "unlink",
    "waves",
    "what_is_new",
    "withdraw_decision",
]
