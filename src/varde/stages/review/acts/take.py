from __future__ import annotations

from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReviewId
from varde.stages.review import rules
from varde.stages.review.errors import AlreadyDecided, ClaimedByAnother, ItemUnknown, ReviewUnknown, SecondPersonNeeded
from varde.stages.review.models import Review, ReviewItem
from varde.stages.review.types import OPEN, ReviewState


def take(review: ReviewId, *, by: Actor) -> Review:
    """Lock an open matter that this person may work on; the beginning of every act on a matter."""
    parties.require(by, parties.Right.REVIEW)
    row = Review.objects.select_for_update().filter(pk=review).first()
    if row is None:
        raise ReviewUnknown
    if ReviewState(row.state) not in OPEN:
        raise AlreadyDecided
    if row.claimed_by not in {None, by.name} and rules.claim_holds(row.claimed_at, now=clock.now()):
        raise ClaimedByAnother
    return row


def take_to_decide(review: ReviewId, *, by: Actor) -> Review:
    """As `take`, and not for the person who asked for a second one."""
    row = take(review, by=by)
    if row.asked_by == by.name:
        raise SecondPersonNeeded
    return row


def item_of(review: ReviewId, *, item: ObjectId) -> ReviewItem:
    """One file of the matter."""
    row = ReviewItem.objects.filter(review_id=review, object=item).select_related("review").first()
    if row is None:
        raise ItemUnknown
    return row
