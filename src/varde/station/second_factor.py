"""Nobody works here by password alone: who has no second factor is sent to set one up, and the last one stays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from varde.station.headers import Next

SET_UP = "/accounts/2fa/totp/activate/"
OPEN = ("/accounts/2fa/", "/accounts/logout/", "/accounts/reauthenticate/", "/healthz", settings.STATIC_URL)


class SecondFactor:
    """Stands behind the log-in: machines come with tokens and have no session, so they are not asked."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check before the page is made."""
        if settings.VARDE_SECOND_FACTOR_REQUIRED and not request.path.startswith(OPEN) and _lacks_one(request):
            return HttpResponseRedirect(SET_UP)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Ask for security keys what allauth asks for code generators only: whether this one may be taken away."""
        match = request.resolver_match
        if match is None or match.url_name != "mfa_remove_webauthn" or _may_remove(request, kwargs["pk"]):
            return None
        messages.error(request, _adapter().error_messages["cannot_delete_authenticator"])
        return HttpResponseRedirect(reverse("mfa_list_webauthn"))


def _adapter() -> Any:  # noqa: ANN401  allauth has no types
    from allauth.mfa.adapter import get_adapter

    return get_adapter()


def _lacks_one(request: HttpRequest) -> bool:
    from varde.station.accounts import FACTORS

    return request.user.is_authenticated and not _adapter().is_mfa_enabled(request.user, types=FACTORS)


def _may_remove(request: HttpRequest, key: int) -> bool:
    """Of what is not theirs allauth says that it is not there."""
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.filter(pk=key, user_id=request.user.pk).first()
    return found is None or _adapter().can_delete_authenticator(found)
