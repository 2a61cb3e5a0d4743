"""The demo's shelves: filled for those who are there, and twice changes nothing."""

from knowledge.demo import shelf
from knowledge.shelf.models import Bookmark, CollectedCard, Collection
from tests.factories.cards import make_card
from tests.factories.people import make_user


def test_shelves_are_filled_once(library):
    make_user(email="staff@demo.example")
    for slug in {*shelf.KEPT["staff"], *shelf.COLLECTIONS["staff"][1]}:
        make_card(library, slug, slug=slug)
    for _ in range(2):
        counts = list(shelf.fill_shelves())
        assert counts == list(range(1, len(counts) + 1))
    assert Bookmark.objects.count() == len(shelf.KEPT["staff"])
    assert Collection.objects.get().share_key
    assert CollectedCard.objects.count() == len(shelf.COLLECTIONS["staff"][1])
