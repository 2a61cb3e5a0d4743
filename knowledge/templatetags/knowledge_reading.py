"""What the reading parts of a card's page ask for."""

from collections.abc import Sequence
from urllib.parse import quote

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString

from community.core.context import reader_of
from community.core.reader import ANONYMOUS
from community.themes.models import Theme
from knowledge.cards import metadata
from knowledge.cards.content import Section
from knowledge.cards.models import CardPage
from knowledge.provenance.selectors import ShownSource
from knowledge.reading import selectors

register = template.Library()


@register.filter
def contents(sections: Sequence[Section]) -> list[Section]:
    """Return what a long card says first of its sections."""
    return selectors.contents_of(sections)


@register.simple_tag(takes_context=True)
def around(
    context: RequestContext, card: CardPage, themes: Sequence[Theme]
) -> selectors.Around | None:
    """Return the cards before and after this one in its theme; nothing in a preview."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return None
    return selectors.around(card, reader_of(request) or ANONYMOUS, themes=themes)


@register.simple_tag(takes_context=True)
def address_of(context: RequestContext, card: CardPage) -> str:
    """Return the card's whole address, as one gives it to others."""
    request = context.get("request")
    path = card.get_url(request) or ""
    return request.build_absolute_uri(path) if request else path


@register.simple_tag(takes_context=True)
def structured(
    context: RequestContext,
    card: CardPage,
    address: str,
    themes: Sequence[Theme],
    sources: Sequence[ShownSource] = (),
) -> SafeString:
    """Return a card in schema.org's words, for programs.

    A block of data is no script to a browser: the policy of the site lets it be.
    """
    told = metadata.learning_resource(
        card, address=address, themes=[theme.label for theme in themes]
    )
    request = context.get("request")
    based_on = [
        {
            "@type": "CreativeWork",
            "name": source.label,
            "url": request.build_absolute_uri(source.url) if request else source.url,
        }
        for source in sources
        if source.url
    ]
    if based_on:
        told["isBasedOn"] = based_on
    return SafeString(
        json_script(told).replace('type="application/json"', 'type="application/ld+json"', 1)
    )


@register.simple_tag(takes_context=True)
def picture_of(context: RequestContext, card: CardPage, themes: Sequence[Theme]) -> str:
    """Return the whole address of the card's picture; it changes with what is drawn on it."""
    request = context.get("request")
    words = metadata.words_on(card, themes[0].label if themes else "")
    path = reverse("knowledge:card_picture", args=[card.pk or 0, metadata.mark_of(words)])
    return request.build_absolute_uri(path) if request else path


@register.simple_tag
def mail_to(subject: str, body: str) -> str:
    """Return an address that opens the reader's own mail program with a letter begun."""
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"
