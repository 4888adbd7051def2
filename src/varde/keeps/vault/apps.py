from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Django's hook; hands the station's settings down."""

    name = "varde.keeps.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the vault where its files and its key holder are."""
        from django.conf import settings

        from varde.keeps.vault import registry

        socket = getattr(settings, "VARDE_KEYHOLDER_SOCKET", "")
        registry.configure(
            directory=getattr(settings, "VARDE_VAULT_DIR", None),
            socket=Path(socket) if socket else None,
            key_file=getattr(settings, "VARDE_STATION_KEY_FILE", None),
        )
