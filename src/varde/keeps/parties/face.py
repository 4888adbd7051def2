"""What others may call."""

from __future__ import annotations

from varde.keeps.parties.acts.add_user import add_user
from varde.keeps.parties.acts.issue_token import actor_by_token, issue_token, revoke_token
from varde.keeps.parties.acts.note_failed_log_in import note_failed_log_in
from varde.keeps.parties.acts.note_log_in import note_log_in
from varde.keeps.parties.acts.refuse_access import refuse_access
from varde.keeps.parties.acts.remove_user import remove_user
from varde.keeps.parties.acts.reset_user import reset_user
from varde.keeps.parties.errors import DistrictNeeded, JobNotHere, NameTaken, NoSuchUser, NotAllowed, PasswordTooShort
from varde.keeps.parties.models import User
from varde.keeps.parties.queries import may, require, token_names, users
from varde.keeps.parties.rules import rights_of, sees_every_district
from varde.keeps.parties.types import KnownUser, Right, TokenHolder

__all__ = [
    "DistrictNeeded",
    "JobNotHere",
    "KnownUser",
    "NameTaken",
    "NoSuchUser",
    "NotAllowed",
    "PasswordTooShort",
    "Right",
    "TokenHolder",
    "User",
    "actor_by_token",
    "add_user",
    "issue_token",
    "may",
    "note_failed_log_in",
    "note_log_in",
    "refuse_access",
    "remove_user",
    "require",
    "reset_user",
    "revoke_token",
    "rights_of",
    "sees_every_district",
    "token_names",
    "users",
]
