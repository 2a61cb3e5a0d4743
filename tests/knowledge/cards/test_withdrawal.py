"""A card that fewer people may read is found by none of the others, though no task has run."""

import pytest
from wagtail.actions.unpublish_page import UnpublishPageAction

from community.core.audience import Audience
from community.core.reader import ANONYMOUS, Reader
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.tasks import index_objects
from knowledge.cards.models import CardPage
from tests.factories.cards import make_card
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
MEMBER = Reader(user_id=1, audiences=frozenset({"public", "members"}))


@pytest.fixture
def cards(library, settings):
    """Three that anyone may find; further tasks wait for a worker, and there is none."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    made = [make_card(library, f"Zébrure {number}") for number in range(3)]
    index_objects.call("card", [card.pk for card in made])
    assert total() == 3
    return made


def total(reader=ANONYMOUS):
    return search(SearchQuery(text="zébrure", reader=reader)).total


def test_one_that_is_unpublished(cards):
    cards[0].unpublish()
    assert total() == 2


def test_one_that_is_for_members_now(cards):
    card = CardPage.objects.get(pk=cards[0].pk)
    card.audience = Audience.MEMBERS
    card.save_revision().publish()
    assert (total(), total(MEMBER)) == (2, 3)


def test_a_whole_tree_that_is_unpublished(library, cards):
    boss = make_user(is_superuser=True)
    UnpublishPageAction(library, user=boss, include_descendants=True).execute()
    assert (total(), total(MEMBER)) == (0, 0)


def test_a_tree_that_is_deleted(library, cards):
    library.delete()
    assert (total(), total(MEMBER)) == (0, 0)
