"""Reads what a member keeps, and a collection as the one who looks may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.db.models import Count, Q, QuerySet

from community.core.pagination import page_of
from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.cards.selectors import Teaser, teasers_of
from knowledge.shelf.models import Bookmark, CollectedCard, Collection

PAGE_SIZE = 24


@dataclass(frozen=True)
class Kept:
    """A card in a list of one's own."""

    card_id: int
    teaser: Teaser


def is_kept(reader: Reader, card_id: int) -> bool:
    """Whether the reader keeps a card; one query."""
    return Bookmark.objects.filter(member=reader.member_id, card=card_id).exists()


def bookmarks_of(reader: Reader, *, page: str | None) -> "ListPage[Kept]":
    """Return the cards that a member keeps and may still see, the latest first; four queries."""
    keys = (
        Bookmark.objects.filter(member=reader.member_id, card__in=_visible(reader))
        .order_by("-kept_at", "-pk")
        .values_list("card", flat=True)
    )
    found = page_of(keys, page, size=PAGE_SIZE)
    found.object_list = _with_teasers(list(found.object_list))
    return found


def collections_of(reader: Reader) -> QuerySet[Collection]:
    """Return a member's collections, each with the `number` of cards that they may see."""
    seen = Q(items__card__in=_visible(reader))
    mine = Collection.objects.filter(member=reader.member_id)
    return mine.annotate(number=Count("items", filter=seen))


def collections_with(reader: Reader, card_id: int) -> set[int]:
    """Return the keys of a member's collections that hold a card."""
    rows = CollectedCard.objects.filter(collection__member=reader.member_id, card=card_id)
    return set(rows.values_list("collection", flat=True))


def shared_collection(key: UUID) -> Collection | None:
    """Return the collection that a link opens, None once it is closed or its owner has left."""
    found = Collection.objects.filter(share_key=key, member__user__is_active=True)
    return found.select_related("member").first()


def cards_in(collection: Collection, reader: Reader) -> list[Kept]:
    """Return a collection's cards in its order, what the reader may not see left out."""
    rows = CollectedCard.objects.filter(collection=collection, card__in=_visible(reader))
    return _with_teasers(list(rows.order_by("place", "pk").values_list("card", flat=True)))


def _visible(reader: Reader) -> QuerySet[CardPage]:
    return CardPage.objects.visible_to(reader).order_by().values("pk")


def _with_teasers(keys: Sequence[int]) -> list[Kept]:
    return [Kept(key, teaser) for key, teaser in zip(keys, teasers_of(keys), strict=True)]
