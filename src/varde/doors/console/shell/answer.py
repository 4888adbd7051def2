"""After a button: one act, one sentence, and back to the page it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from varde.kernels.terms.errors import VardeError

TO_CORRECT = frozenset({400, 409})  # what whoever asked can put right on the page itself


def carry_out(request: HttpRequest, act: Callable[[], object], *, said: str, back: str) -> HttpResponse:
    """Do the act, say so, and go back; what can be put right is said there, anything else is refused by `screen`."""
    try:
        act()
    except VardeError as error:
        if error.status not in TO_CORRECT:
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect(back)


def not_filled_in(request: HttpRequest, form: Form, *, back: str) -> HttpResponse:
    """Say which fields are missing or wrong, and go back."""
    for name, errors in form.errors.items():
        messages.error(request, f"{name}: {' '.join(str(error) for error in errors)}")
    return redirect(back)
