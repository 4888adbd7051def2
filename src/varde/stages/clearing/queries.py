"""Reading for the desk."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from varde.keeps.vault import face as vault
from varde.stages.clearing.errors import NoSuchTip
from varde.stages.clearing.models import (
    Agreement,
    Bundle,
    BundleItem,
    Lane,
    SentReferral,
    Submission,
    SubmissionState,
    SubmittedFile,
    Tip,
)
from varde.stages.clearing.rules.sums import BundleSums
from varde.stages.clearing.sealing import DOCUMENT, opened_lines
from varde.stages.clearing.types import AgreementShown, BundleShown, Desk, ItemShown, ReferralShown, TipShown

URGENCIES = ("urgent", "soon", "routine")


def desk() -> Desk:
    """The numbers at the head of the desk; the age of the oldest waiting tip comes first in importance."""
    lanes = Counter(dict(Tip.objects.values_list("lane").annotate(n=Count("pk"))))
    waiting = Tip.objects.exclude(lane=Lane.REFERRED).aggregate(oldest=Min("taken_in_at"))
    return Desk(
        tips=sum(lanes.values()),
        bundles=Bundle.objects.filter(joined_into=None).count(),
        referred=lanes[Lane.REFERRED],
        no_country=lanes[Lane.NO_COUNTRY],
        no_agreement=lanes[Lane.NO_AGREEMENT],
        oldest_waiting=waiting["oldest"],
        open_submissions=Submission.objects.filter(state=SubmissionState.OPEN).count(),
    )


def _family() -> dict[UUID, UUID]:
    """Each bundle's root."""
    parents = dict(Bundle.objects.values_list("pk", "joined_into"))
    roots = {}
    for one in parents:
        root = one
        while (parent := parents[root]) is not None:
            root = parent
        roots[one] = root
    return roots


def _root(bundle_id: UUID) -> UUID:
    """The bundle that this one stands in by now."""
    parent = Bundle.objects.filter(pk=bundle_id).values_list("joined_into", flat=True).first()
    return bundle_id if parent is None else _root(parent)


def _names(bundle_id: UUID) -> tuple[UUID, ...]:
    """All ids under which the bundle has gone, its own first."""
    names = [_root(bundle_id)]
    layer = names
    while layer:
        layer = list(Bundle.objects.filter(joined_into__in=layer).order_by("opened_at", "pk").values_list("pk", flat=True))
        names = [*names, *layer]
    return tuple(names)


def bundles() -> list[BundleShown]:
    """Every bundle that stands for itself, the most urgent and the largest first."""
    shown = _bundles(_family())
    return sorted(shown, key=lambda each: (URGENCIES.index(each.most_urgent), -each.tips, each.opened_at))


def bundle(bundle_id: UUID) -> BundleShown:
    """One bundle, by its own id or one that was joined into it."""
    names = _names(bundle_id)
    found = _bundles(dict.fromkeys(names, names[0]))
    if not found:
        raise NoSuchTip
    return found[0]


def _bundles(roots: dict[UUID, UUID]) -> list[BundleShown]:
    """Bundles with their numbers, in a fixed count of queries; those without a tip are left out. `roots`: bundle to root."""
    tips, sums = Tip.objects.filter(bundle__in=list(roots)), {root: BundleSums() for root in roots.values()}
    by_account = tips.values_list("bundle", "account_mark").annotate(
        n=Count("pk"),
        n_acts=Sum("acts"),
        first=Min("first_act_at"),
        last=Max("taken_in_at"),
        waits=Count("pk", filter=~Q(lane=Lane.REFERRED)),
    )
    for one, account, n, acts, first, last, waits in by_account:
        sums[roots[one]].add_account(bytes(account), (n, acts, first, last, waits))
    for one, country, n in tips.values_list("bundle", "country").annotate(n=Count("pk")):
        sums[roots[one]].countries[country or "?"] += n
    for one, urgency in tips.values_list("bundle", "urgency").distinct():
        sums[roots[one]].urgencies.add(urgency)
    for one, n in BundleItem.objects.filter(bundle__in=list(roots)).values_list("bundle").annotate(n=Count("pk")):
        sums[roots[one]].items += n
    return _with_rows(roots, sums)


def _with_rows(roots: dict[UUID, UUID], sums: dict[UUID, BundleSums]) -> list[BundleShown]:
    members: dict[UUID, list[UUID]] = {}
    opened = dict(Bundle.objects.filter(pk__in=list(roots)).order_by("opened_at", "pk").values_list("pk", "opened_at"))
    for one in opened:
        members.setdefault(roots[one], []).append(one)
    return [
        sums[root].shown(root, opened_at=opened[root], joined=tuple(one for one in names if one != root), order=URGENCIES)
        for root, names in members.items()
        if sums[root].tips
    ]


def items_of(bundle_id: UUID) -> list[ItemShown]:
    """The items of a bundle with their copies, the most carried first."""
    rows = list(BundleItem.objects.filter(bundle__in=_names(bundle_id)).prefetch_related("copies"))
    item_of = {copy.object_id: row.pk for row in rows for copy in row.copies.all()}
    carried: dict[UUID, set[UUID]] = {row.pk: set() for row in rows}
    uploads = SubmittedFile.objects.filter(object_id__in=list(item_of), submission__tip__isnull=False)
    for object_id, submission in uploads.values_list("object_id", "submission").distinct():
        carried[item_of[object_id]].add(submission)
    shown = [
        ItemShown(
            id=row.pk,
            object_id=row.object_id,
            copies=tuple((copy.object_id, copy.bits_apart, copy.algorithm) for copy in row.copies.all()),
            tips=len(carried[row.pk]),
            first_seen_at=row.first_seen_at,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda each: (-each.tips, each.first_seen_at))


def _shown(rows: QuerySet[Tip]) -> list[TipShown]:
    roots = _family()
    rows = rows.select_related("submission").defer("submission__document").prefetch_related("referrals", "outcomes")
    return [_tip(row, bundle_id=roots[row.bundle_id]) for row in rows]


def _tip(row: Tip, *, bundle_id: UUID) -> TipShown:
    return TipShown(
        id=row.pk,
        number=row.submission.number,
        platform=row.platform,
        bundle=bundle_id,
        lane=row.lane,
        country=row.country,
        confidence_percent=row.confidence_percent,
        place_reasons=tuple(row.place_reasons),
        quality_percent=row.quality_percent,
        urgency=row.urgency,
        grade_reasons=tuple(row.grade_reasons),
        acts=row.acts,
        first_act_at=row.first_act_at,
        taken_in_at=row.taken_in_at,
        agencies=tuple(each.agency for each in row.referrals.all()),
        outcomes=tuple(each.code for each in row.outcomes.all()),
        unread_lines=opened_lines(row.unread_lines),
    )


def tips_of(bundle_id: UUID, *, limit: int = 2000) -> list[TipShown]:
    """The tips of a bundle, oldest act first."""
    return _shown(Tip.objects.filter(bundle__in=_names(bundle_id)).order_by("first_act_at", "pk")[:limit])


def waiting(*, limit: int = 500) -> list[TipShown]:
    """Tips that nobody could be given yet, oldest first."""
    return _shown(Tip.objects.exclude(lane=Lane.REFERRED).order_by("taken_in_at", "pk")[:limit])


def tip(tip_id: UUID) -> TipShown:
    """One tip."""
    found = _shown(Tip.objects.filter(pk=tip_id))
    if not found:
        raise NoSuchTip
    return found[0]


def tip_document(tip_id: UUID) -> str:
    """The report's XML as received."""
    row = Submission.objects.filter(pk=tip_id, state=SubmissionState.FINISHED).first()
    if row is None:
        raise NoSuchTip
    return vault.open_value(bytes(row.document), context=DOCUMENT).decode()


def agreements() -> list[AgreementShown]:
    """Every agreement, those in force first."""
    rows = Agreement.objects.order_by("until", "country", "agency")
    return sorted((row.shown() for row in rows), key=lambda each: each.until is not None)


def referrals(*, limit: int = 500) -> list[ReferralShown]:
    """What was given to agencies, newest first, with what came of it."""
    roots = _family()
    rows = SentReferral.objects.select_related("tip__submission").defer("tip__submission__document")
    rows = rows.prefetch_related("tip__outcomes").order_by("-routed_at")
    return [
        ReferralShown(
            id=row.pk,
            tip_number=row.tip.submission.number,
            agency=row.agency,
            country=row.tip.country,
            bundle=roots[row.tip.bundle_id],
            routed_at=row.routed_at,
            outcome=next((each.code for each in row.tip.outcomes.all() if each.agency == row.agency), ""),
        )
        for row in rows[:limit]
    ]
