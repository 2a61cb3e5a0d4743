"""What the tests of freshness may ask for."""

import pytest

from knowledge.freshness.models import Verifier, VerifierGroup
from tests.factories.people import make_user


@pytest.fixture
def colleagues(db):
    """Three people who verify."""
    return [make_user(name=name).member for name in ("Anna Blanc", "Basile Roy", "Chloé Petit")]


@pytest.fixture
def group(colleagues):
    group = VerifierGroup.objects.create(name="Animer")
    for member in colleagues:
        Verifier.objects.create(group=group, member=member)
    return group
