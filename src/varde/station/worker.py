"""The worker: one process that runs the station's due handovers, woken by the queue."""

from __future__ import annotations

import asyncio
import os

import django


async def work() -> None:
    """Run until told to stop (SIGTERM); what was begun is finished or comes again."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as with_own_pool:  # type: ignore[attr-defined]
        async with with_own_pool.open_async():
            await with_own_pool.run_worker_async(
                queues=["varde"],
                name=f"station-{os.getpid()}",
                concurrency=3,  # the heartbeat and the rescue of stalled jobs go on while a long run is under way
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=10.0,
                delete_jobs="successful",
            )


def main() -> None:
    """Entry point of `python -m varde.station worker`."""
    django.setup()
    asyncio.run(work())
