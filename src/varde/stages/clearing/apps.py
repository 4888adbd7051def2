from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ClearingConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.clearing"
    label = "clearing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand down which table says where addresses lie."""
        from varde.stages.clearing import lookup

        lookup.configure(ip_table=settings.VARDE_IP_TABLE)
