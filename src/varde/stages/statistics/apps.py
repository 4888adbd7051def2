from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Django's hook."""

    name = "varde.stages.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"
