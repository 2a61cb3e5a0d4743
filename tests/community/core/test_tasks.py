"""Background work is tried again, later each time, and in the end gives up."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from community.core.tasks import enqueue_on_commit, job, paused

pytestmark = pytest.mark.django_db(transaction=True)
calls: list[str] = []


@job(attempts=3, first_delay=timedelta(seconds=20))
def fails_until_the_third(word: str) -> None:
    calls.append(word)
    if len(calls) < 3:
        raise RuntimeError("not yet")


@job(attempts=2, first_delay=timedelta(seconds=20))
def always_fails(word: str) -> None:
    calls.append(word)
    raise RuntimeError("never")


@pytest.fixture
def database_tasks(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    calls.clear()
    yield
    calls.clear()


def work():
    """Do what is due, as `manage.py db_worker --batch` does."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def test_a_failing_job_is_tried_again_later(database_tasks):
    fails_until_the_third.enqueue("hello")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        work()
        assert calls == ["hello"]
        work()
        assert calls == ["hello"]
        clock.shift(timedelta(seconds=20))
        work()
        assert calls == ["hello"] * 2
        clock.shift(timedelta(seconds=39))
        work()
        assert calls == ["hello"] * 2
        clock.shift(timedelta(seconds=1))
        work()
        assert calls == ["hello"] * 3
        clock.shift(timedelta(days=1))
        work()
    assert calls == ["hello"] * 3
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
        TaskResultStatus.SUCCESSFUL
    }


def test_attempts_end_and_the_failure_stays_to_be_seen(database_tasks):
    always_fails.enqueue("hello")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(4):
            work()
            clock.shift(timedelta(hours=1))
    assert calls == ["hello"] * 2
    assert list(
        DBTaskResult.objects.order_by("enqueued_at", "status").values_list("status", flat=True)
    ) == [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]


def test_nothing_is_enqueued_before_the_commit_or_after_a_rollback(database_tasks):
    with transaction.atomic():
        enqueue_on_commit(always_fails, "hello")
        assert DBTaskResult.objects.count() == 0
    assert DBTaskResult.objects.count() == 1
    with transaction.atomic():
        enqueue_on_commit(always_fails, "again")
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 1


def test_an_import_may_pause_what_would_follow_every_row(database_tasks):
    with paused():
        enqueue_on_commit(always_fails, "hello")
    assert DBTaskResult.objects.count() == 0


def test_where_nothing_can_wait_the_error_is_seen_at_once():
    assert not task_backends["default"].supports_defer
    result = always_fails.enqueue("hello")
    assert result.status == TaskResultStatus.FAILED
