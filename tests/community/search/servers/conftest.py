"""What the tests of search servers may ask for."""

import pytest

from community.search.servers.answering import breaker_of
from tests.factories.servers import close_by, make_index, remove_indexes, search_url


@pytest.fixture(params=["opensearch", "elasticsearch"])
def stand_in(request, settings, db):
    """A server behind a stand-in that can spoil what passes; pages wait half a second for it."""
    spoiler, url = close_by(search_url(request.param, "?connect=1&answer=0.5"))
    spoiler.address = make_index(settings, url)
    breaker_of.cache_clear()
    yield spoiler
    spoiler.spoil = lambda _method, _path: ""
    remove_indexes(spoiler.address)
    spoiler.close()
