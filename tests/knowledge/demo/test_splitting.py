"""The demo's draft is too long for a lesson; the card that was split is read as two short ones."""

import pytest

from community.core.roles import Role
from community.core.tasks import paused
from knowledge.cards.models import CardPage
from knowledge.cards.reading_time import PROMISE_SECONDS
from knowledge.demo.splitting import CUT_BEFORE, FIRST_TITLE, SECOND, fill_splitting
from tests.factories.cards import make_theme
from tests.factories.people import make_territory, make_user


@pytest.fixture
def network(library):
    for slug in ("evaluation", "accompagnement-du-changement", "alternance"):
        make_theme(slug)
    make_theme("apprentissage-entre-pairs")
    for code in ("R32", "R75"):
        make_territory(code)
    for name in ("expert", "leila.amrani"):
        make_user(Role.EXPERT, name=name, email=f"{name}@demo.example")
    make_user(Role.EXPERT, Role.REVIEWER, name="fatou", email="fatou.ndiaye@demo.example")
    return library


def test_a_draft_waits_to_be_split_and_a_pair_was(network):
    with paused():
        for _ in range(2):
            assert list(fill_splitting()) == [1, 2]
    draft = CardPage.objects.get(live=False).get_latest_revision_as_object()
    assert draft.reading_seconds > PROMISE_SECONDS

    second = CardPage.objects.live().get(continues__isnull=False)
    first = second.continues
    assert (first.live, first.title, second.title) == (True, FIRST_TITLE, SECOND["title"])
    assert second.body[0].value == CUT_BEFORE
    assert max(first.reading_seconds, second.reading_seconds) <= PROMISE_SECONDS
    assert CardPage.objects.count() == 3
