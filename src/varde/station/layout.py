"""Where things lie in a station's data directory. Everything there is readable by its owner only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one data directory."""

    root: Path

    @property
    def station(self) -> Path:
        """Role, name, address: what `varde up` was told (JSON)."""
        return self.root / "station.json"

    @property
    def lock(self) -> Path:
        """Held while a station runs on this directory."""
        return self.root / "station.lock"

    @property
    def database(self) -> Path:
        """How the running database is reached (JSON, without passwords)."""
        return self.root / "run" / "database.json"

    @property
    def ready(self) -> Path:
        """Written when every part of the station answers (JSON)."""
        return self.root / "run" / "ready.json"

    @property
    def vault(self) -> Path:
        """Sealed files."""
        return self.root / "vault"

    @property
    def indexes(self) -> Path:
        """Indexes of published lists, made from the database and made anew when lost; never of evidence."""
        return self.root / "indexes"

    @property
    def postgres(self) -> Path:
        """The database's files, where its user can reach them (see `station/postgres.py`)."""
        return self.root / "postgres"

    @property
    def logs(self) -> Path:
        """The database server's own log; the other parts write to standard error."""
        return self.root / "logs"

    @property
    def secrets(self) -> Path:
        """Keys and passwords, 0600 each."""
        return self.root / "secrets"

    @property
    def web_key(self) -> Path:
        """Django's SECRET_KEY."""
        return self.secrets / "web.key"

    @property
    def station_key(self) -> Path:
        """The key that wraps the vault's keys; only the key holder reads it."""
        return self.secrets / "station.key"

    @property
    def signing_key(self) -> Path:
        """The Ed25519 key that signs letters to peers."""
        return self.secrets / "signing.key"

    def password(self, role: str) -> Path:
        """A database role's password."""
        return self.secrets / f"database-{role}.password"
