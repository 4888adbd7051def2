from __future__ import annotations

import pytest
from django.db import connection

from varde.station import tasks


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'varde.wake' AND status = 'todo'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_many_handovers_leave_one_waiting_job() -> None:
    tasks.wake_later()
    tasks.wake_later()
    assert waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_slipped_in_between_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.wake_later()
    monkeypatch.setattr(tasks, "_is_waiting", lambda: False)
    tasks.wake_later()
    assert waiting() == 1
