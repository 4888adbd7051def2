from __future__ import annotations

from varde.keeps.parties import rules
from varde.keeps.parties.errors import NotAllowed
from varde.keeps.parties.models import ApiToken, User
from varde.keeps.parties.types import KnownUser, Right
from varde.kernels.terms.actors import Actor


def require(by: Actor, right: Right, *, district: str | None = None) -> None:
    """Go on only if the actor has the right, and in this district when one is named."""
    if right not in rules.rights_of(by):
        raise NotAllowed(right)
    if district is not None and not rules.sees_every_district(by) and by.district != district:
        raise NotAllowed("another district")


def may(by: Actor, right: Right) -> bool:
    """Whether the actor has the right, for showing or hiding a button."""
    return right in rules.rights_of(by)


def users() -> list[KnownUser]:
    """Everyone with a log-in, by name."""
    return [row.known() for row in User.objects.filter(is_active=True).order_by("username")]


def token_names() -> list[tuple[str, tuple[str, ...]]]:
    """Tokens in force with their rights, by name."""
    rows = ApiToken.objects.filter(revoked_at__isnull=True).order_by("name")
    return [(row.name, tuple(row.rights)) for row in rows]
