"""What the tests of the search may ask for."""

import pytest
from django.db import connection

from community.search.engines import engine_for


@pytest.fixture(autouse=True)
def _empty_engine(request):
    """Begin without rows: a test that really commits leaves some, since a flush knows no engine."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        engine_for(connection).clear()
