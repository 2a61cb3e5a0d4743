"""What the search finds of cards: one passage for each section, at its anchor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.search.formats import AUDIO, DOCUMENT, TEXT, VIDEO
from community.search.people import member_names
from community.search.projections import Document, Passage, Projection
from knowledge.cards import content
from knowledge.cards.models import CardPage
from knowledge.cards.selectors import is_stale
from knowledge.evidence import wilson
from knowledge.evidence.selectors import with_sums
from knowledge.freshness.intervals import STALE_WEIGHT


class CardProjection(Projection[CardPage]):
    """Published cards, each in its language."""

    type = "card"
    label = _("Cards")
    icon = "book"
    room = "knowledge"
    model = CardPage

    def queryset(self) -> "QuerySet[CardPage]":
        """Return the published cards that no privacy keeps back, with what a document reads."""
        cards = CardPage.objects.live().unrestricted()
        return with_sums(
            cards.select_related("locale", "territory", "author", "audience_organisation", "duty")
        )

    def documents_of(self, instance: CardPage) -> Iterator[Document]:
        """Yield the card's one document."""
        url = instance.get_url()
        if not url:
            return
        # Not the challenge: it asks what the card answers, and would stand above other answers.
        said = (instance.summary, instance.objective, instance.audience_note)
        opening = " ".join(filter(None, said))
        yield Document(
            title=instance.title,
            url=url,
            language=instance.language_code,
            passages=(Passage(text=opening), *_passages(instance)),
            audience=instance.audience_tokens(),
            kind=instance.kind,
            themes=tuple(instance.themes.order_by("slug").values_list("slug", flat=True)),
            territories=(instance.territory.code,) if instance.territory else (),
            organisation_id=_organisation(instance),
            formats=tuple(_formats(instance)),
            dated_on=instance.published_on,
            people=_people(instance),
            weight=_weight(instance),
            extra=_extra(instance),
        )


def _organisation(card: CardPage) -> int | None:
    """Return whose card it is: the organisation that it is for, else the author's."""
    author = card.author.organisation_id if card.author else None
    return card.audience_organisation_id or author


def _formats(card: CardPage) -> Iterator[str]:
    blocks = {child.block_type for child in card.body}
    yield from (block for block in (VIDEO, AUDIO, DOCUMENT) if block in blocks)
    if content.words_of(card.body):
        yield TEXT


def _people(card: CardPage) -> tuple[str, ...]:
    return member_names(card.author) if card.author else ()


def _weight(card: CardPage) -> float:
    """Return less for what is stale, a little more for what worked where it was applied."""
    worked, of = _applied(card)
    return round((STALE_WEIGHT if is_stale(card) else 1.0) * wilson.weight(worked, of), 4)


def _applied(card: CardPage) -> tuple[int, int]:
    """Return for how many it worked, of how many; read with the card."""
    return getattr(card, "applied_worked", 0), getattr(card, "applied_of", 0)


def _extra(card: CardPage) -> dict[str, Any]:
    """Return when somebody else last verified it, as long as that holds, and where it worked."""
    extra: dict[str, Any] = {}
    if card.reviewed_on is not None and not is_stale(card):
        extra["verified_on"] = card.reviewed_on.isoformat()
    worked, of = _applied(card)
    if of:
        extra["applied"] = [worked, of]
    return extra


def _passages(card: CardPage) -> Iterator[Passage]:
    for section in content.sections_of(card.body):
        if section.text or section.heading:
            yield Passage(
                text=section.text,
                heading=section.heading,
                anchor=f"#{section.anchor}" if section.anchor else "",
            )
