from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Django's hook."""

    name = "varde.keeps.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
