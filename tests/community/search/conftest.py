"""What the tests of the search may ask for."""

from dataclasses import replace

import pytest
from django.db import connection

from community import plugins
from community.search.engines import engine_for
from community.search.servers.answering import breaker_of
from tests.factories.servers import make_index, remove_indexes, search_url


@pytest.fixture(autouse=True)
def _empty_engine(request):
    """Begin without rows: a test that really commits leaves some, since a flush knows no engine."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        engine_for(connection).clear()


@pytest.fixture(params=["embedded", "opensearch", "elasticsearch"])
def engine(request, settings, db):
    """Each engine in turn: the database's own, and the servers that the environment names."""
    settings.SEARCH_URL = ""
    if request.param == "embedded":
        yield request.param
        return
    address = make_index(settings, search_url(request.param))
    yield request.param
    is_well = not breaker_of(address).has_failed
    remove_indexes(address)
    assert is_well, "the database answered in the server's place"


@pytest.fixture(params=["opensearch", "elasticsearch"])
def server(request, settings, db):
    """The address of each server that the environment names, with an index of our own."""
    address = make_index(settings, search_url(request.param))
    yield address
    remove_indexes(address)


@pytest.fixture
def within(monkeypatch):
    """A plug-in that offers a thing to search within, to members or to all."""

    def find(_reader, value):
        return plugins.Scope(label="Le jeudi", url="/fr/jeudi/") if value == "jeudi" else None

    def ask(_reader, text):
        return [plugins.NextStep(label="Demander", url=f"/fr/box/?text={text}", order=1)]

    def wish(_reader, text):
        return [plugins.NextStep(label="Souhaiter", url=f"/fr/wish/?text={text}", order=2)]

    offering = plugins.Plugin(
        label="offering",
        search_scopes=[plugins.SearchScope(kind="thing", find=find)],
        search_next_steps=[wish, ask],
    )
    others = {label: replace(p, search_next_steps=()) for label, p in plugins._plugins.items()}
    monkeypatch.setattr(plugins, "_plugins", {**others, "offering": offering})
