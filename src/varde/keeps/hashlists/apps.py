from __future__ import annotations

from django.apps import AppConfig


class HashlistsConfig(AppConfig):
    """Django's hook; hands the station's settings down."""

    name = "varde.keeps.hashlists"
    label = "hashlists"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where large lists' indexes lie."""
        from django.conf import settings

        from varde.keeps.hashlists import near_index

        near_index.keep_in(getattr(settings, "VARDE_INDEX_DIR", None))
