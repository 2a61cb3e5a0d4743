"""What every test may ask for."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

from community.core.roles import Role
from tests.factories.pages import make_homes
from tests.factories.people import make_user

_laid_by_migrations = pytest.StashKey()
_blocker = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """Keep the database of the last run, unless that was killed while it was being emptied."""
    if not request.config.getvalue("reuse_db"):
        return False
    name = settings.DATABASES["default"].get("TEST", {}).get("NAME")
    if connection.vendor != "sqlite" or not name or not Path(name).exists():
        return True
    try:
        with closing(sqlite3.connect(name)) as kept:
            return bool(kept.execute("SELECT 1 FROM wagtailcore_page LIMIT 1").fetchone())
    except sqlite3.OperationalError:
        return False


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Remember what migrations laid (roles, the root of the pages) before any test runs."""
    request.config.stash[_blocker] = django_db_blocker
    with django_db_blocker.unblock():
        request.config.stash[_laid_by_migrations] = _rows_by_table()


def _rows_by_table():
    """Return (columns, rows) of every table that holds something."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (ours)
            rows = cursor.fetchall()
            if rows:
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def _lay_again(found):
    """Put exactly these rows into the database: no signal hears of it, no sequence goes back."""
    call_command(
        "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
    )
    quote = connection.ops.quote_name
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        for table, (columns, rows) in found.items():
            names = ", ".join(map(quote, columns))
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {quote(table)} ({names}) VALUES ({places})",  # noqa: S608  (ours)
                rows,
            )
    ContentType.objects.clear_cache()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item):
    """Lay it again after a test that really committed, whose database was emptied."""
    yield
    marker = item.get_closest_marker("django_db")
    is_committing = bool(marker and marker.kwargs.get("transaction"))
    if not is_committing and "transactional_db" not in getattr(item, "fixturenames", ()):
        return
    with item.config.stash[_blocker].unblock():
        _lay_again(item.config.stash[_laid_by_migrations])


@pytest.fixture(autouse=True)
def _clean_slate():
    """One language and an empty cache for each test."""
    cache.clear()
    with translation.override("fr"):
        yield


@pytest.fixture
def homes(db):
    return make_homes()


@pytest.fixture
def person(db):
    return make_user(name="Jade Morel")


@pytest.fixture
def expert(db):
    return make_user(Role.EXPERT, name="Élise Garnier")


@pytest.fixture
def animator(db):
    return make_user(Role.ANIMATOR, name="Nadia Roussel")


@pytest.fixture
def signed_in(client, person):
    """A client signed in as an ordinary member."""
    client.force_login(person)
    return client
