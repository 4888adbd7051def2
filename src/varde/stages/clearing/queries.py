"""Reading for the desk."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

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
from varde.stages.clearing.sealing import DOCUMENT
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


def bundles() -> list[BundleShown]:
    """Every bundle that stands for itself, the most urgent and the largest first."""
    roots = _family()
    members: dict[UUID, list[UUID]] = {}
    for one, root in roots.items():
        members.setdefault(root, []).append(one)
    opened = dict(Bundle.objects.values_list("pk", "opened_at"))
    shown = [_bundle(root, tuple(names), opened_at=opened[root]) for root, names in members.items()]
    return sorted((each for each in shown if each), key=lambda each: (URGENCIES.index(each.most_urgent), -each.tips))


def _bundle(root: UUID, names: tuple[UUID, ...], *, opened_at: object) -> BundleShown | None:
    tips = Tip.objects.filter(bundle__in=names)
    sums = tips.aggregate(n=Count("pk"), accounts=Count("account_mark", distinct=True), acts=Sum("acts"),
                          first=Min("first_act_at"), last=Max("taken_in_at"))  # fmt: skip
    if not sums["n"]:
        return None
    countries = tips.values_list("country").annotate(n=Count("pk")).order_by("-n")
    urgencies = set(tips.values_list("urgency", flat=True).distinct())
    return BundleShown(
        id=root,
        opened_at=opened_at,  # type: ignore[arg-type]  # values_list gives the column's type
        tips=sums["n"],
        accounts=sums["accounts"],
        items=BundleItem.objects.filter(bundle__in=names).count(),
        acts=sums["acts"] or 0,
        first_act_at=sums["first"],
        last_tip_at=sums["last"],
        countries=tuple((country or "?", n) for country, n in countries),
        waiting=tips.exclude(lane=Lane.REFERRED).count(),
        most_urgent=next((each for each in URGENCIES if each in urgencies), URGENCIES[-1]),
        joined=tuple(name for name in names if name != root),
    )


def bundle(bundle_id: UUID) -> BundleShown:
    """One bundle, by its own id or one that was joined into it."""
    roots = _family()
    root = roots.get(bundle_id)
    found = next((each for each in bundles() if each.id == root), None)
    if found is None:
        raise NoSuchTip
    return found


def items_of(bundle_id: UUID) -> list[ItemShown]:
    """The items of a bundle with their copies, the most carried first."""
    roots = _family()
    names = [one for one, root in roots.items() if root == roots.get(bundle_id)]
    rows = BundleItem.objects.filter(bundle__in=names).prefetch_related("copies")
    shown = []
    for row in rows:
        copies = tuple((copy.object_id, copy.bits_apart, copy.algorithm) for copy in row.copies.all())
        carried = SubmittedFile.objects.filter(object_id__in=[one for one, _, _ in copies])
        tips = carried.values("submission").distinct().count()
        shown.append(ItemShown(row.pk, row.object_id, copies, tips, row.first_seen_at))
    return sorted(shown, key=lambda each: -each.tips)


def _shown(rows: QuerySet[Tip]) -> list[TipShown]:
    roots = _family()
    rows = rows.select_related("submission").prefetch_related("referrals", "outcomes")
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
    )


def tips_of(bundle_id: UUID, *, limit: int = 2000) -> list[TipShown]:
    """The tips of a bundle, oldest act first."""
    roots = _family()
    names = [one for one, root in roots.items() if root == roots.get(bundle_id)]
    return _shown(Tip.objects.filter(bundle__in=names).order_by("first_act_at", "pk")[:limit])


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
    rows = SentReferral.objects.select_related("tip__submission").prefetch_related("tip__outcomes").order_by("-routed_at")
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
