from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class NotAllowed(VardeError):
    """You may not do this with your job at this station; ask a supervisor."""

    code = "not_allowed"
    status = 403


class JobNotHere(VardeError):
    """This job does not exist at a station of this role; choose one of those named."""

    code = "job_not_here"


class NameTaken(VardeError):
    """Somebody has this name already; choose another."""

    code = "name_taken"
    status = 409


class DistrictNeeded(VardeError):
    """An officer works in a district; name one with --district."""

    code = "district_needed"
