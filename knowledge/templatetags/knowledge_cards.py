"""What a card's templates ask for; tags, so that Wagtail's previews get the same."""

from datetime import date
from typing import Any

from django import template
from django.template import RequestContext
from django.utils.translation import get_language

from community.core.context import reader_of
from community.core.reader import ANONYMOUS
from knowledge.cards import recordings, selectors
from knowledge.cards.models import CardPage
from knowledge.related.selectors import Related, related_to

register = template.Library()
KEPT = "knowledge_card_screen"


@register.simple_tag(takes_context=True)
def card_screen(context: RequestContext, card: CardPage) -> selectors.CardScreen:
    """Return what a card's page shows beside the card; read once for a page's blocks."""
    if KEPT not in context.render_context:
        request = context.get("request")
        reader = reader_of(request) if request else ANONYMOUS
        context.render_context[KEPT] = selectors.card_screen(card, reader)
    screen: selectors.CardScreen = context.render_context[KEPT]
    return screen


@register.simple_tag(takes_context=True)
def cards_near(context: RequestContext, card: CardPage) -> list[Related]:
    """Return what is close to a card, of what the reader may read."""
    request = context.get("request")
    return related_to(card, reader_of(request) if request else ANONYMOUS)


@register.simple_tag
def playable(recording: Any) -> recordings.Playable:
    """Return a recording as the player needs it, captions in the language being shown first."""
    return recordings.playable(recording, language=(get_language() or "fr")[:2])


@register.filter
def iso_day(text: str) -> date:
    """Return the day that a notification keeps as text, for `day`."""
    return date.fromisoformat(text)
