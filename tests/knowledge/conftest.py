"""What the tests of knowledge may ask for."""

import pytest

from community.core.roles import Role
from tests.factories.cards import make_libraries
from tests.factories.people import make_user


@pytest.fixture
def libraries(homes):
    return make_libraries(homes)


@pytest.fixture
def library(libraries):
    return libraries["fr"]


@pytest.fixture
def reviewer(db):
    return make_user(Role.REVIEWER, name="Malik Benhaddou")
