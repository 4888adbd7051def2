from __future__ import annotations

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"
