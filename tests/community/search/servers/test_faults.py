"""Real faults: a server stopped in the middle of the day, processes killed in the middle of a bulk.

SERVICES is the script that starts the servers (`up`, with `down` beside it).
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from community.core.reader import ANONYMOUS
from community.core.ticks import run_due
from community.organisations.models import Organisation, OrganisationKind
from community.search.models import SearchIndex
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.servers import register
from community.search.servers.answering import breaker_of
from community.search.servers.client import client_of
from community.search.servers.comparing import mend
from community.search.tasks import ask_to_send, index_object, index_objects
from tests.factories.people import make_organisation
from tests.factories.servers import make_index, remove_indexes, search_url
from tests.house import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
SERVICES = Path(os.environ.get("SERVICES") or ROOT.parent / "shared" / "services" / "up")


@pytest.fixture(autouse=True)
def _tasks_wait(settings, transactional_db):
    """Tasks wait in the database for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def total(text):
    return search(SearchQuery(text=text, reader=ANONYMOUS)).total


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


def service(script, name):
    subprocess.run([SERVICES.with_name(script), name], check=True, capture_output=True)


@pytest.fixture
def stoppable(settings):
    """An OpenSearch that the test may stop; it runs again afterwards."""
    if not os.access(SERVICES, os.X_OK):
        pytest.skip("SERVICES names no script that starts servers")
    address = make_index(settings, search_url("opensearch", "?answer=10"))
    yield address
    service("up", "opensearch")
    remove_indexes(address)


def test_the_server_is_stopped_and_comes_back(stoppable, client, monkeypatch):
    monkeypatch.setattr("community.search.servers.breaker.REST_SECONDS", 0.2)
    closing = make_organisation("Campus des Genêts")
    work()
    assert total("genêts") == 1
    assert client_of(stoppable).count(stoppable.prefix) == 2

    service("down", "opensearch")
    make_organisation("Campus des Ajoncs")
    closing.closed_on = "2020-01-01"
    closing.save()
    assert total("genêts") == 0
    work()
    for _time in range(5):
        assert (total("ajoncs"), total("genêts")) == (1, 0)
    assert breaker_of(stoppable).is_open
    assert client.get(reverse("community:search"), {"q": "ajoncs"}).status_code == 200
    assert register.pending().count() == 2

    service("up", "opensearch")
    time.sleep(0.2)
    assert (total("ajoncs"), total("genêts")) == (0, 0)
    assert search(SearchQuery(text="ajoncs", reader=ANONYMOUS)).is_behind
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "search-sending" in run_due()
        work()
    assert not register.pending().exists()
    assert (total("ajoncs"), total("genêts")) == (1, 0)
    assert not breaker_of(stoppable).is_open
    assert mend(stoppable, SearchIndex.objects.get().name).total == 0


def manage(*arguments, url):
    """Start a command of the site as a process of its own, on the database of the tests."""
    held = connection.settings_dict
    database = (
        f"sqlite:///{held['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}"
        f"/{held['NAME']}"
    )
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "community.settings.development",
            "DATABASE_URL": database,
            "SEARCH_URL": url,
            "COMMUNITY_PLUGINS": ",".join(django_settings.COMMUNITY_PLUGINS),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(process):
    """Wait for a process that should do well; returns what it said."""
    said, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def killed_in_a_bulk(process, stand_in):
    """Kill a process, as nobody can refuse it, while it waits for a bulk that the server wrote."""
    assert stand_in.held.wait(60), process.poll()
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
    stand_in.spoil = lambda _method, _path: ""


def silent_at_bulk(number):
    """Leave one bulk request without answer."""
    seen = iter(range(1, 10_000))

    def spoil(_method, path):
        return "silent" if path.startswith("/_bulk") and next(seen) == number else ""

    return spoil


def make_many(number):
    bodies = Organisation.objects.bulk_create(
        [
            Organisation(code=f"X-{n}", name=f"Campus {n}", kind=OrganisationKind.CONTINUING)
            for n in range(number)
        ]
    )
    return [body.pk for body in bodies]


def test_a_worker_killed_in_a_bulk_loses_nothing(stand_in, settings):
    index_objects.call("organisation", make_many(30))
    stand_in.spoil = silent_at_bulk(1)
    # What the indexing asked for.
    worker = manage("db_worker", "--no-startup-delay", "--no-reload", url=settings.SEARCH_URL)
    killed_in_a_bulk(worker, stand_in)
    assert register.pending().count() == 30
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        ask_to_send()
    ended(
        manage("db_worker", "--batch", "--no-startup-delay", "--no-reload", url=settings.SEARCH_URL)
    )
    assert not register.pending().exists()
    assert mend(stand_in.address, SearchIndex.objects.get().name).total == 0


def test_a_rebuild_killed_in_a_bulk_and_taken_up_under_edits(stand_in, settings):
    keys = make_many(450)
    ended(manage("search_index", url=settings.SEARCH_URL))
    stand_in.held.clear()
    stand_in.spoil = silent_at_bulk(2)
    killed_in_a_bulk(manage("search_index", "--rebuild", url=settings.SEARCH_URL), stand_in)
    begun = SearchIndex.objects.get(state=SearchIndex.State.BUILDING)
    assert begun.last_subject
    rebuilding = manage("search_index", "--rebuild", url=settings.SEARCH_URL)
    edits = 0
    while rebuilding.poll() is None:
        pk = keys[edits % len(keys)]
        Organisation.objects.filter(pk=pk).update(name=f"Campus changé {edits}")
        index_object.call("organisation", pk)
        if edits % 10 == 0:
            work()
        edits += 1
        time.sleep(0.02)
    assert "built anew" in ended(rebuilding)
    assert SearchIndex.objects.get().name == begun.name
    ended(manage("search_index", url=settings.SEARCH_URL))
    said = ended(manage("search_index", "--check", url=settings.SEARCH_URL))
    assert said.splitlines()[-1] == f"{begun.name}: no difference in 900 documents."
