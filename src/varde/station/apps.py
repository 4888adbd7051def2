from __future__ import annotations

from django.apps import AppConfig


class StationConfig(AppConfig):
    """Django's hook: tie the outbox to the queue."""

    name = "varde.station"
    label = "station"

    def ready(self) -> None:
        """A handover that was put wakes the worker after its commit."""
        from varde.keeps.handover import face as handover
        from varde.station import tasks

        handover.wake_with(tasks.wake_later)
