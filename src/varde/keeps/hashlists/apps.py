from __future__ import annotations

from django.apps import AppConfig


class HashlistsConfig(AppConfig):
    """Django's hook."""

    name = "varde.keeps.hashlists"
    label = "hashlists"
    default_auto_field = "django.db.models.BigAutoField"
