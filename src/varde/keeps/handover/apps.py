from __future__ import annotations

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Django's hook."""

    name = "varde.keeps.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"
