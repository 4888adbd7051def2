"""How allauth behaves here: nobody signs up by themselves, and second factors lie sealed."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

CONTEXT = "station/second-factor"


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A station sends no mail: passwords are reset by an administrator."""


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed by the vault before they reach the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for its column."""
        from varde.keeps.vault import face as vault

        return base64.b64encode(vault.seal_value(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of its column."""
        from varde.keeps.vault import face as vault

        return vault.open_value(base64.b64decode(encrypted_text), context=CONTEXT).decode()
