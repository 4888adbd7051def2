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


class PasswordTooShort(VardeError):
    """A password has at least 12 characters; give a longer one, or none at the command line and let one be made."""

    code = "password_too_short"


class NoSuchUser(VardeError):
    """Nobody of this name may log in here; `varde user list` shows who may."""

    code = "no_such_user"
    status = 404


class DistrictNeeded(VardeError):
    """An officer works in a district; name one with --district."""

    code = "district_needed"
