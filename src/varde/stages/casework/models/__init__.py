"""Tables, private to casework: one noun per file."""

from __future__ import annotations

from varde.stages.casework.models.account import Account, NotSame, Person, PersonLink, Statement
from varde.stages.casework.models.act import Act, ActSource, Recipient
from varde.stages.casework.models.decision import Decision, OutcomeSent
from varde.stages.casework.models.finding import Finding
from varde.stages.casework.models.incident import Incident, IncidentBundle, ReceivedReferral, ReportSeen
from varde.stages.casework.models.item import Copy, Item, ItemKey
from varde.stages.casework.models.suspect import DepictedChild, Suspect

__all__ = [
    "Account",
    "Act",
    "ActSource",
    "Copy",
    "Decision",
    "DepictedChild",
    "Finding",
    "Incident",
    "IncidentBundle",
    "Item",
    "ItemKey",
    "NotSame",
    "OutcomeSent",
    "Person",
    "PersonLink",
    "ReceivedReferral",
    "Recipient",
    "ReportSeen",
    "Statement",
    "Suspect",
]
