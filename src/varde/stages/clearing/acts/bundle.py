"""Joining reports that carry the same items."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.ids import ObjectId
from varde.stages.clearing.models import Bundle, BundleCopy, BundleItem, Submission, Tip

BUNDLING = 0x7661726465  # one bundling at a time at a station: two new copies of one item must not open two bundles
EXACT = "bytes"


def bundle_for(submission: Submission, *, account: bytes) -> Bundle:
    """The bundle this report belongs to: by its items; a report without files, by its account; otherwise a new one.

    A copy is compared with the first copy of each item only, never with other copies, so that likeness cannot chain from one
    picture to an unlike one. A report with items of several bundles joins them: the younger point to the oldest. A report without
    files stands with all others on its account, whichever came first.
    """
    _one_at_a_time()
    objects = list(dict.fromkeys(map(ObjectId, submission.files.order_by("id").values_list("object_id", flat=True))))
    items = [(one, _item_of(one)) for one in objects]
    by_items = [item.bundle for _, item in items if item is not None]
    bundle = _joined([*by_items, *_by_account(account, without_files=bool(objects))]) or _new()
    is_first = True
    for one in [one for one, item in items if item is None]:
        _open_item(one, bundle=bundle, near=None if is_first else _item_of(one))
        is_first = False
    return bundle


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUNDLING])


def _item_of(one: ObjectId) -> BundleItem | None:
    """The item that this is a copy of: by its bytes, or nearest in likeness to an item's first copy."""
    copy = BundleCopy.objects.select_related("item__bundle").filter(object_id=one).first()
    if copy is not None:
        return copy.item
    near = {each.object: each for each in vault.near(one)}  # nearest first
    firsts = {item.object_id: item for item in BundleItem.objects.select_related("bundle").filter(object_id__in=near)}
    nearest = next((each for each in near.values() if each.object in firsts), None)
    if nearest is None:
        return None
    item = firsts[nearest.object]
    BundleCopy.objects.create(item=item, object_id=one, bits_apart=nearest.bits_apart, algorithm=nearest.algorithm)
    return item


def _open_item(one: ObjectId, *, bundle: Bundle, near: BundleItem | None) -> None:
    """`near`: an item that this very report has just opened, and of which this is a copy."""
    if near is None:
        item = BundleItem.objects.create(bundle=bundle, object_id=one, first_seen_at=clock.now())
        BundleCopy.objects.create(item=item, object_id=one, bits_apart=0, algorithm=EXACT)


def _joined(bundles: list[Bundle]) -> Bundle | None:
    roots = {root.pk: root for root in map(root_of, bundles)}
    if not roots:
        return None
    oldest, *younger = sorted(roots.values(), key=lambda each: (each.opened_at, each.pk))
    Bundle.objects.filter(pk__in=[each.pk for each in younger]).update(joined_into=oldest)
    return oldest


def root_of(bundle: Bundle) -> Bundle:
    """The bundle that this one stands in by now: itself, or the one it was joined into."""
    while bundle.joined_into is not None:
        bundle = bundle.joined_into
    return bundle


def _by_account(account: bytes, *, without_files: bool) -> list[Bundle]:
    """Bundles of earlier tips on the account; `without_files`: only of those that carry nothing themselves."""
    tips = Tip.objects.filter(account_mark=account)
    tips = tips.filter(submission__files__isnull=True) if without_files else tips
    return list(Bundle.objects.filter(pk__in=tips.values("bundle")).select_related("joined_into"))


def _new() -> Bundle:
    return Bundle.objects.create(opened_at=clock.now())


def names_of(bundle: Bundle) -> tuple[UUID, ...]:
    """Every id that this bundle has gone by: its own and those joined into it, near and far."""
    names, looked = [bundle.pk], 0
    while looked < len(names):
        names.extend(Bundle.objects.filter(joined_into=names[looked]).order_by("opened_at").values_list("pk", flat=True))
        looked += 1
    return tuple(names)
