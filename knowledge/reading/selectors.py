"""Reads what surrounds the reading of a card: its contents and the cards before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, Subquery

from community.core.reader import Reader
from community.themes.models import Theme
from knowledge.cards.content import Section
from knowledge.cards.models import CardPage

LONG: Final = 4
"""From so many headings on a card says first what stands in it."""


@dataclass(frozen=True)
class Neighbour:
    """A card one step away."""

    title: str
    url: str


@dataclass(frozen=True)
class Around:
    """The cards before and after one, in the order of the lists: the newest first."""

    theme: str
    before: Neighbour | None = None
    after: Neighbour | None = None


def contents_of(sections: Sequence[Section]) -> list[Section]:
    """Return the headed sections of a long card, nothing for a short one; no query."""
    headed = [section for section in sections if section.heading]
    return headed if len(headed) >= LONG else []


def around(card: CardPage, reader: Reader, *, themes: Sequence[Theme]) -> Around | None:
    """Return the card's neighbours within its first theme that the reader may see; one query.

    None for a card without theme, one that is not published, and one that is alone there.
    """
    published = card.first_published_at
    if not themes or published is None:
        return None
    theme = themes[0]
    others = (
        CardPage.objects.visible_to(reader)
        .filter(locale=card.locale_id, themed_items__tag=theme, first_published_at__isnull=False)
        .exclude(pk=card.pk)
    )
    same = Q(first_published_at=published)
    newer = others.filter(Q(first_published_at__gt=published) | same & Q(pk__gt=card.pk))
    older = others.filter(Q(first_published_at__lt=published) | same & Q(pk__lt=card.pk))
    nearest = [
        Subquery(newer.order_by("first_published_at", "pk").values("pk")[:1]),
        Subquery(older.order_by("-first_published_at", "-pk").values("pk")[:1]),
    ]
    found = CardPage.objects.filter(Q(pk=nearest[0]) | Q(pk=nearest[1])).defer("body")
    before = after = None
    for other in found:
        neighbour = Neighbour(other.title, other.get_url() or "")
        if (other.first_published_at, other.pk) > (published, card.pk):
            before = neighbour
        else:
            after = neighbour
    return Around(theme.label, before, after) if before or after else None
