from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.wire.hashsharing.types import FeedbackSubmission, FeedbackType
from varde.links.peers.hashsharing.client import HashSharingClient
from varde.links.peers.types import OwnLogIn


def give_feedback(
    ours: OwnLogIn,
    *,
    member: str,
    entry: str,
    about: FeedbackType,
    reasons: tuple[str, ...] = (),
    over: HashSharingClient,
    by: Actor = THE_STATION,
) -> None:
    """Tell a clearinghouse that a fingerprint of an entry is right, or by which of its reasons it is not.

    Given first and written down then: a log entry of what was never said would be worse than saying the same thing twice.
    """
    over.give_feedback(member, entry, about, FeedbackSubmission(reasons))
    with transaction.atomic():
        facts = {"to": ours.peer.name, "type": about, "is_affirmative": not reasons, "reasons": list(reasons)}
        ledger.record(ledger.Kind.FEEDBACK_GIVEN, about=f"{member}-{entry}", by=by, facts=facts)
