from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.review.form import REASONS, SELF_PRODUCED, ConfirmForm, LookForm, RefuseForm, name_of
from varde.doors.console.shell.ask import REFUSALS, actor, screen
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.ids import ObjectId, ReviewId
from varde.stages.review import face as review

LOOK_LASTS = timedelta(minutes=2)
Act = Callable[[HttpRequest, ReviewId], HttpResponse]


class LookFirst(VardeError):
    """A file is shown in the clear only after a look was asked for and recorded; press Look first."""

    code = "look_first"
    status = 409


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file on the page: its facts, the fields for its class and its mark, whether it is shown in the clear just now."""

    facts: review.ItemFacts
    field: forms.BoundField
    self_produced: forms.BoundField
    is_clear: bool


@require_safe
@screen(parties.Right.REVIEW)
def one(request: HttpRequest, matter: UUID) -> HttpResponse:
    """A matter in full; of its pictures nothing is opened for the page itself."""
    return _page(request, ReviewId(matter))


def _page(
    request: HttpRequest,
    matter: ReviewId,
    *,
    confirming: ConfirmForm | None = None,
    refusing: RefuseForm | None = None,
    error: VardeError | None = None,
    status: int = 200,
) -> HttpResponse:
    who = actor(request)
    told = review.one(matter, by=who)
    form = confirming or ConfirmForm(items=told.items)
    shown = request.GET.get("shown")
    files = [_file(item, form=form, matter=matter, who=who, asked=str(item.object) == shown) for item in told.items]
    context = {
        "matter": told,
        "line": told.line,
        "files": files,
        "confirming": form,
        "refusing": refusing or RefuseForm(),
        "error": error,
        "me": who.name,
        "may_decide": told.decided_at is None and told.line.asked_by != who.name,
        "refused_because": REASONS[told.refused_because] if told.refused_because else None,
    }
    return render(request, "console/review/page.html", context, status=status)


def _file(item: review.ItemFacts, *, form: ConfirmForm, matter: ReviewId, who: Actor, asked: bool) -> FileShown:
    is_clear = asked and _looked_lately(matter, item.object, who=who)
    return FileShown(item, form[name_of(item.object)], form[f"{SELF_PRODUCED}{item.object}"], is_clear)


def _looked_lately(matter: ReviewId, item: ObjectId, *, who: Actor) -> bool:
    since = clock.now() - LOOK_LASTS
    looks = ledger.entries((ledger.Kind.MEDIA_VIEWED,), about=item, by=str(who))
    return any(look.at >= since and look.facts == {"review": str(matter), "blurred": False} for look in looks)


@require_safe
@screen(parties.Right.OPEN_EVIDENCE)
def picture(request: HttpRequest, matter: UUID, item: UUID) -> HttpResponse:
    """The picture, made anew from pixels: grey and blurred (counted as such), or clear for two minutes after a recorded look."""
    who, review_id, object_id = actor(request), ReviewId(matter), ObjectId(item)
    if request.GET.get("clear") != "1":
        png = review.look(review_id, item=object_id, by=who, blurred=True)
    elif _looked_lately(review_id, object_id, who=who):
        png = vault.preview(object_id, by=who, purpose=vault.Purpose.REVIEW, blurred=False)
    else:
        raise LookFirst
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "no-store", "Content-Disposition": "inline"})


def act(view: Act) -> Callable[..., HttpResponse]:
    """A button on the page: what its act refuses is said on the page itself, with the refusal's status."""

    @require_POST
    @screen(parties.Right.REVIEW)
    def pressed(request: HttpRequest, matter: UUID) -> HttpResponse:
        try:
            return view(request, ReviewId(matter))
        except VardeError as error:
            if error.status in REFUSALS | {404}:
                raise
            return _page(request, ReviewId(matter), error=error, status=error.status)

    return pressed


@act
def look(request: HttpRequest, matter: ReviewId) -> HttpResponse:
    """Record the look, then show the picture."""
    form = LookForm(request.POST)
    if not form.is_valid():
        raise review.ItemUnknown
    item = ObjectId(form.cleaned_data["object"])
    review.look(matter, item=item, by=actor(request), blurred=False)
    return redirect(f"/review/{matter}/?shown={item}#file-{item}")


@act
def claim(request: HttpRequest, matter: ReviewId) -> HttpResponse:
    """Keep others out for half an hour."""
    review.claim(matter, by=actor(request))
    return redirect(f"/review/{matter}/")


@act
def confirm(request: HttpRequest, matter: ReviewId) -> HttpResponse:
    """These files are reportable."""
    told = review.one(matter, by=actor(request))
    form = ConfirmForm(request.POST, items=told.items)
    if not form.is_valid():
        return _page(request, matter, confirming=form, status=422)
    unseen = bool(form.cleaned_data.get("unseen"))
    given, remark = form.chosen(), form.cleaned_data["reason"]
    review.confirm(matter, files=given, by=actor(request), unseen=unseen, remark=remark, self_produced=form.self_produced())
    messages.success(request, f"{told.line.case_number} is confirmed; a tip is drafted for each account.")
    return redirect("/queue/")


@act
def refuse(request: HttpRequest, matter: ReviewId) -> HttpResponse:
    """The report is not reportable."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, matter, refusing=form, status=422)
    reason = review.RefusalReason(form.cleaned_data["reason"])
    review.refuse(matter, reason=reason, by=actor(request), remark=form.cleaned_data["note"])
    messages.success(request, "The report is refused; nothing of it leaves this platform.")
    return redirect("/queue/")


@act
def second(request: HttpRequest, matter: ReviewId) -> HttpResponse:
    """Somebody else decides."""
    review.ask_second(matter, by=actor(request))
    messages.success(request, "A second person is asked; you will not decide this one.")
    return redirect("/queue/")


urlpatterns = [
    path("review/<uuid:matter>/", one, name="review"),
    path("review/<uuid:matter>/file/<uuid:item>/picture", picture, name="review_picture"),
    path("review/<uuid:matter>/look", look, name="look"),
    path("review/<uuid:matter>/claim", claim, name="claim"),
    path("review/<uuid:matter>/confirm", confirm, name="confirm"),
    path("review/<uuid:matter>/refuse", refuse, name="refuse"),
    path("review/<uuid:matter>/second", second, name="ask_second"),
]
