from __future__ import annotations

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Django's hook."""

    name = "varde.links.post"
    label = "post"
    default_auto_field = "django.db.models.BigAutoField"
