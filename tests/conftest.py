"""What every test may ask for."""

import pytest
from django.core.cache import cache
from django.utils import translation

from community.core.roles import Role
from tests.factories.pages import make_homes
from tests.factories.people import make_user


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
