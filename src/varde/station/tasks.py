"""What the queue runs. It only wakes: what is due stands in our own rows, so a job that is lost or run twice does no harm."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

QUEUE = "varde"
WAKE = "varde.wake"
STALLED_AFTER_SECONDS = 60


@app.task(name=WAKE, queue=QUEUE, queueing_lock="wake", retry=RetryStrategy(max_attempts=3, wait=1))
def wake() -> None:
    """Run what is due at this station."""
    from varde.flow import runner  # only the worker needs the whole journey in memory

    runner.run_due(settings.VARDE_ROLE)


@app.periodic(cron="*/3 * * * * *")
@app.task(name="varde.reconcile", queue=QUEUE, queueing_lock="reconcile")
def reconcile(timestamp: int) -> None:  # noqa: ARG001  procrastinate's signature
    """Find what nobody woke us for: lapsed leases, retries that are due, holds that are over."""
    from varde.flow import runner  # only the worker needs the whole journey in memory

    runner.run_due(settings.VARDE_ROLE)


@app.periodic(cron="15 * * * * *")
@app.task(name="varde.look_after", queue=QUEUE, queueing_lock="look_after")
def look_after(timestamp: int) -> None:  # noqa: ARG001  procrastinate's signature
    """Once a minute: what time itself makes due."""
    from varde.flow import upkeep

    upkeep.look_after(settings.VARDE_ROLE)


@app.periodic(cron="40 */5 * * * *")
@app.task(name="varde.fetch_lists", queue=QUEUE, queueing_lock="fetch_lists", lock="fetch_lists")
def fetch_lists(timestamp: int) -> None:  # noqa: ARG001  procrastinate's signature
    """Every five minutes: fetch the lists of clearinghouses where that is due, which the setting says."""
    from varde.flow import upkeep

    upkeep.fetch_lists(every=settings.VARDE_LISTS_FETCHED_EVERY)


@app.periodic(cron="*/30 * * * * *")
@app.task(name="varde.retry_stalled", queue=QUEUE, queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  procrastinate's signature
    """A worker that was killed leaves its job as being done for ever; put such jobs back."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


def wake_later() -> None:
    """Called after a commit that put a handover: one waiting job is enough, however many handovers it finds."""
    if _is_waiting():
        return
    try:
        wake.defer()
    except AlreadyEnqueued:
        return


def _is_waiting() -> bool:
    """Asked first, so that a busy station does not fill the database's log with refused duplicates."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = 'wake' AND status = 'todo'")
        return cursor.fetchone() is not None
