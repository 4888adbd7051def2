"""Who asks, and what they are told when it is not theirs to ask."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.errors import VardeError

REFUSALS = frozenset({401, 403})
View = Callable[..., HttpResponse]


def actor(request: HttpRequest) -> Actor:
    """The person behind a request that has passed `screen`."""
    return cast("parties.User", request.user).actor()


def screen(right: parties.Right) -> Callable[[View], View]:
    """A page for people with this right. What an act refuses becomes a page that says what to do; no access is refused unseen."""

    def wrap(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401  the URL's own arguments
            try:
                parties.require(actor(request), right)
                return view(request, *args, **kwargs)
            except VardeError as error:
                return refused(request, error)

        return page

    return wrap


def refused(request: HttpRequest, error: VardeError) -> HttpResponse:
    """Say what was refused and what to do; write it down when somebody asked for what is not theirs."""
    if error.status in REFUSALS:
        parties.refuse_access(about=request.path[:200], by=actor(request), why=error.code)
    template = "console/shell/refused_part.html" if request.headers.get("HX-Request") else "console/shell/refused.html"
    return render(request, template, {"error": error}, status=error.status)
