"""Reads of related cards: those near a card that the reader may read, with the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.cards.selectors import Teaser, teasers_for
from knowledge.related.models import RelatedCard
from knowledge.related.nearness import SHOWN


@dataclass(frozen=True)
class Related:
    """A card near another one, in a list."""

    card: Teaser
    why: str
    language: str = ""
    """Where it is not the card's own."""


def related_to(card: CardPage, reader: Reader) -> list[Related]:
    """Return the cards nearest to a card among those that the reader may read; one query.

    Those of another language only where there is none of the card's own.
    """
    rows = list(
        RelatedCard.objects.filter(
            card=card.pk, other__in=CardPage.objects.visible_to(reader).order_by().values("pk")
        )
        .select_related("other__locale", "other__author", "other__duty", "theme")
        .defer("other__body")
        .order_by("-score", "other")
    )
    same = [row for row in rows if row.other.locale_id == card.locale_id]
    chosen = (same or rows)[:SHOWN]
    teasers = teasers_for([row.other for row in chosen], with_themes=False)
    return [
        Related(teaser, why_of(row), "" if same else row.other.language_code)
        for teaser, row in zip(teasers, chosen, strict=True)
    ]


def why_of(row: RelatedCard) -> str:
    """Say in words why a card is near: what weighs most, and who used both where many did."""
    reasons = _reasons(row)
    return " · ".join(reasons[:2])


def _reasons(row: RelatedCard) -> Sequence[str]:
    parts = [
        (row.by_use, _used(row.used_by) if row.used_by else ""),
        (row.by_themes, _("Same theme: %(theme)s") % {"theme": row.theme} if row.theme else ""),
        (row.by_text, _("It speaks of the same things")),
    ]
    said = [(part, words) for part, words in parts if part > 0 and words]
    return [words for _part, words in sorted(said, key=lambda each: -each[0])]


def _used(number: int) -> str:
    return ngettext(
        "%(count)d colleague who applied this also applied it",
        "%(count)d colleagues who applied this also applied it",
        number,
    ) % {"count": number}
