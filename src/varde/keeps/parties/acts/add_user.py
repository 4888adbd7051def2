from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import rules
from varde.keeps.parties.errors import DistrictNeeded, JobNotHere, NameTaken
from varde.keeps.parties.models import User
from varde.keeps.parties.types import KnownUser
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.roles import JOBS_AT, Job, StationRole


def add_user(
    username: str,
    *,
    job: Job,
    at: StationRole,
    password: str,
    display_name: str = "",
    district: str | None = None,
    by: Actor = THE_STATION,
) -> KnownUser:
    """Add a person with a log-in. The second factor is added at the first log-in, or by `varde user add --totp`."""
    if job not in JOBS_AT[at]:
        raise JobNotHere(f"{job} at a {at}; here: {', '.join(sorted(JOBS_AT[at]))}")
    if job is Job.OFFICER and not district:
        raise DistrictNeeded(username)
    rules.check_password(password)
    with transaction.atomic():
        if User.objects.filter(username=username).exists():
            raise NameTaken(username)
        user = User(username=username, display_name=display_name or username, job=job, district=district, date_joined=clock.now())
        user.set_password(password)
        user.save()
        ledger.record(
            ledger.Kind.USER_ADDED, about=user.pk, by=by, facts={"username": username, "job": job, "district": district}
        )
    return user.known()
