from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class NotYourCase(VardeError):
    """This person's case belongs to another district; ask the lead of the incident if you need it."""

    code: ClassVar[str] = "not_your_case"
    status: ClassVar[int] = 403


class IncidentUnknown(VardeError):
    """There is no such incident at this station; open the list of incidents."""

    code: ClassVar[str] = "incident_unknown"
    status: ClassVar[int] = 404


class SuspectUnknown(VardeError):
    """This incident has no such person; open the list of its suspects."""

    code: ClassVar[str] = "suspect_unknown"
    status: ClassVar[int] = 404


class AccountUnknown(VardeError):
    """There is no such account at this station; take one from a referral."""

    code: ClassVar[str] = "account_unknown"
    status: ClassVar[int] = 404


class CandidateUnknown(VardeError):
    """These two accounts are no longer candidates for the same person; load the list again."""

    code: ClassVar[str] = "candidate_unknown"
    status: ClassVar[int] = 404


class ItemUnknown(VardeError):
    """This incident has no such item; open the list of its items."""

    code: ClassVar[str] = "item_unknown"
    status: ClassVar[int] = 404


class ReasonNeeded(VardeError):
    """This decision departs from what the rules propose; write down your reason."""

    code: ClassVar[str] = "reason_needed"


class EvidenceNeeded(VardeError):
    """Accounts are linked only on evidence; name what shows that they are the same person."""

    code: ClassVar[str] = "evidence_needed"


class LaneNotDecided(VardeError):
    """The lane must be decided before this disposition; decide it first."""

    code: ClassVar[str] = "lane_not_decided"
    status: ClassVar[int] = 409


class LaneForbids(VardeError):
    """This disposition does not fit the decided lane; change the lane with a reason, or choose another disposition."""

    code: ClassVar[str] = "lane_forbids"
    status: ClassVar[int] = 409


class NothingAwaited(VardeError):
    """No decision waits here for a second person; load the page again."""

    code: ClassVar[str] = "nothing_awaited"
    status: ClassVar[int] = 409


class SamePersonTwice(VardeError):
    """The second person must be somebody else than the first; ask a colleague."""

    code: ClassVar[str] = "same_person_twice"
    status: ClassVar[int] = 409


class DistrictUnknown(VardeError):
    """The country has no such district; choose one from the list."""

    code: ClassVar[str] = "district_unknown"


class FindingUnknown(VardeError):
    """The law's tables know no such ground for this country and the time of these acts; choose one from the list."""

    code: ClassVar[str] = "finding_unknown"


class GroundNeeded(VardeError):
    """A finding rests on what an officer saw or heard; write down on what."""

    code: ClassVar[str] = "ground_needed"


class FactUnreadable(VardeError):
    """The stated fact cannot be read; write a date as YYYY-MM-DD, a sex as male, female, other or unknown."""

    code: ClassVar[str] = "fact_unreadable"


class SameIncident(VardeError):
    """An incident cannot be joined with itself; name two."""

    code: ClassVar[str] = "same_incident"


class NotAReferral(VardeError):
    """The letter is not a referral; it is kept, and its sender should be asked what it is."""

    code: ClassVar[str] = "not_a_referral"
