from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class PeersConfig(AppConfig):
    """Django's hook."""

    name = "varde.links.peers"
    label = "peers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand down where our own key lies and what we are called."""
        from varde.links.peers import own

        own.configure(name=settings.VARDE_NAME, key_file=settings.VARDE_SIGNING_KEY_FILE)
