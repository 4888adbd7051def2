from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class FilingConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.filing"
    label = "filing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand down who files and how long a reported account's tip waits."""
        from varde.stages.filing import face

        name = str(settings.VARDE_NAME)
        contact = str(getattr(settings, "VARDE_CONTACT_EMAIL", "") or f"child-safety@{name}.example")
        face.configure(platform=face.Platform(name, contact), hold=timedelta(seconds=int(settings.VARDE_FILING_HOLD_SECONDS)))
