"""Who a station is, and who a person is at a station."""

from __future__ import annotations

from enum import StrEnum


class StationRole(StrEnum):
    """What an organisation does in the chain; one station has one."""

    PLATFORM = "platform"
    CLEARINGHOUSE = "clearinghouse"
    AGENCY = "agency"


class Job(StrEnum):
    """What a person may do at a station. `keeps/parties` says which rights each job gives."""

    MODERATOR = "moderator"  # platform: looks and decides
    ANALYST = "analyst"  # clearinghouse: bundles, places, routes
    OFFICER = "officer"  # agency: works the cases of one district
    LEAD = "lead"  # agency: works the whole of an incident
    SUPERVISOR = "supervisor"  # any station: second person, oversight
    ADMIN = "admin"  # any station: people and peers; never evidence


JOBS_AT: dict[StationRole, frozenset[Job]] = {
    StationRole.PLATFORM: frozenset({Job.MODERATOR, Job.SUPERVISOR, Job.ADMIN}),
    StationRole.CLEARINGHOUSE: frozenset({Job.ANALYST, Job.SUPERVISOR, Job.ADMIN}),
    StationRole.AGENCY: frozenset({Job.OFFICER, Job.LEAD, Job.SUPERVISOR, Job.ADMIN}),
}
