from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ClearingConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.clearing"
    label = "clearing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand down which table says where addresses lie, and how the reporting API behaves."""
        from varde.stages.clearing import lookup, profile

        lookup.configure(ip_table=settings.VARDE_IP_TABLE)
        profile.configure(
            profile.Profile(
                edition=settings.VARDE_ISPWS_EDITION,
                finish_errors_as_done=not settings.VARDE_ISPWS_FINISH_PLAIN_ERRORS,
                empty_401=settings.VARDE_ISPWS_EMPTY_401,
                strict_privacy=settings.VARDE_ISPWS_STRICT_PRIVACY,
                legacy_2016=settings.VARDE_ISPWS_LEGACY_2016,
            )
        )
