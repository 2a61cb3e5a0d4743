"""What must happen regularly happens once, however many processes tick."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community import plugins
from community.core.models import TickRun
from community.core.ticks import run_due
from community.plugins import Plugin, Tick


@pytest.fixture
def ran(monkeypatch):
    """Register a tick of ten minutes; returns the list of its runs."""
    runs = []
    tick = Tick(key="test.count", every=timedelta(minutes=10), run=lambda: runs.append(1))
    monkeypatch.setitem(plugins._plugins, "test", Plugin(label="test", ticks=(tick,)))
    return runs


@pytest.mark.django_db
def test_it_runs_when_its_time_has_come(ran):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert "test.count" in run_due()
        assert "test.count" not in run_due()
        clock.shift(timedelta(minutes=9, seconds=59))
        assert "test.count" not in run_due()
        clock.shift(timedelta(seconds=1))
        assert "test.count" in run_due()
    assert len(ran) == 2


@pytest.mark.django_db
def test_a_run_that_never_finished_is_taken_for_dead_after_an_hour(ran):
    started = timezone.now()
    TickRun.objects.create(key="test.count", started_at=started, finished_at=None)
    with time_machine.travel(started + timedelta(minutes=59), tick=False) as clock:
        assert "test.count" not in run_due()
        clock.shift(timedelta(minutes=1))
        assert "test.count" in run_due()


@pytest.mark.django_db
def test_a_failing_tick_stops_no_other_and_comes_again(ran, monkeypatch, caplog):
    def fail():
        raise RuntimeError("no luck")

    broken = Tick(key="test.broken", every=timedelta(minutes=1), run=fail)
    monkeypatch.setitem(plugins._plugins, "a", Plugin(label="a", ticks=(broken,)))
    assert "test.count" in run_due()
    assert "The tick test.broken failed" in caplog.text
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        caplog.clear()
        run_due()
    assert "The tick test.broken failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_that_claim_at_once_run_it_once(ran):
    barrier = threading.Barrier(2)

    def tick():
        try:
            barrier.wait(timeout=10)
            run_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert ran == [1]
