"""Reads of collections: those with rules that the reader may read, each in its order."""

from dataclasses import dataclass

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.cards.selectors import Teaser, teasers_for
from knowledge.rules.models import RuleEntry


@dataclass(frozen=True)
class Rules:
    """A collection as a reader sees it."""

    slug: str
    title: str
    introduction: str
    domain: str
    rules: tuple[Teaser, ...]


def collections_for(
    reader: Reader, *, language: str, slug: str = "", domain: str = ""
) -> list[Rules]:
    """Return the collections of a language, of an address or of a domain, with rules; one query.

    One whose rules the reader may not read is not there.
    """
    visible = CardPage.objects.visible_to(reader).order_by()
    entries = (
        RuleEntry.objects.filter(collection__language=language, card__in=visible.values("pk"))
        .select_related("collection", "card__locale", "card__author", "card__duty")
        .defer("card__body")
        .order_by("collection", "number")
    )
    if slug:
        entries = entries.filter(collection__slug=slug)
    if domain:
        entries = entries.filter(collection__domain=domain)
    grouped: dict[int, list[RuleEntry]] = {}
    for entry in entries:
        grouped.setdefault(entry.collection_id, []).append(entry)
    return [
        Rules(
            slug=group[0].collection.slug,
            title=group[0].collection.title,
            introduction=group[0].collection.introduction,
            domain=group[0].collection.domain,
            rules=tuple(teasers_for([entry.card for entry in group], with_themes=False)),
        )
        for group in grouped.values()
    ]
