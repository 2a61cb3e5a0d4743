"""What the tests of the search may ask for."""

import pytest
from django.db import connection

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
