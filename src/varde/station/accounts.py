"""How allauth behaves here: nobody signs up by themselves, second factors lie sealed, and the last one stays."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

CONTEXT = "station/second-factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one and are none


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by `varde user add`, never by themselves, and no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Never."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:  # noqa: ANN401  allauth's signature
        """Let the person in, with a ledger entry; called when all factors are passed."""
        from varde.keeps.parties import face as parties

        super().login(request, user)
        parties.note_log_in(user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401, ARG002  allauth's signature
        """Write a wrong password down; attempts beyond the limit do not come so far."""
        from varde.keeps.parties import face as parties

        parties.note_failed_log_in(credentials.get("username", ""), lock="password")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A station sends no mail: passwords are reset by an administrator."""


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed by the vault before they reach the database."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "This is your only second factor, so it stays; add another one first.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only while another code generator or key remains."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
        return not settings.VARDE_SECOND_FACTOR_REQUIRED or others.exists()

    def encrypt(self, text: str) -> str:
        """Seal a secret for its column."""
        from varde.keeps.vault import face as vault

        return base64.b64encode(vault.seal_value(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of its column."""
        from varde.keeps.vault import face as vault

        return vault.open_value(base64.b64decode(encrypted_text), context=CONTEXT).decode()


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The digits that set a code generator up are spent by it: nobody who saw them logs in with them."""

    def clean_code(self) -> str:
        """Check the digits, then remember them as used."""
        digits = str(super().clean_code())
        sealed = {"secret": SealedFactors().encrypt(self.secret)}
        if not Authenticator(user=self.user, type=Authenticator.Type.TOTP, data=sealed).wrap().validate_code(digits):
            raise SealedFactors().validation_error("incorrect_code")
        return digits


class _Recorded:
    """A wrong code is written down, as a wrong password is."""

    def clean_code(self) -> str:
        """Check the digits."""
        from varde.keeps.parties import face as parties

        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as error:
            if error.code == "incorrect_code":
                parties.note_failed_log_in(self.user.username, lock="code")  # type: ignore[attr-defined]
            raise


class RecordedCode(_Recorded, AuthenticateForm):  # type: ignore[misc]
    """The second lock of the door."""


class RecordedCodeAgain(_Recorded, ReauthenticateForm):  # type: ignore[misc]
    """The same lock, asked once more before a log-in is changed."""
