from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
