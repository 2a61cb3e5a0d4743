"""Cards as JSON: what the reader may read, nothing else."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query, Router, Schema

from community.core.context import reader_of
from community.core.pagination import page_of
from community.territories.models import Territory
from knowledge.cards import content
from knowledge.cards.models import CardPage
from knowledge.provenance.selectors import sources_of

PAGE_SIZE = 20
router = Router(tags=["cards"])


class CardLine(Schema):
    """A card in a list."""

    id: int
    kind: str
    title: str
    summary: str
    language: str
    url: str
    minutes: int
    themes: list[str]
    territory: str | None
    author: str | None
    published_on: date | None


class SectionText(Schema):
    """A section of a card as plain text."""

    anchor: str
    heading: str
    text: str


class SourceOut(Schema):
    """What a card comes from; `label` and `url` are empty for who may not read it."""

    kind: str
    label: str
    url: str
    is_gone: bool


class CardDetail(CardLine):
    """A whole card."""

    objective: str
    challenge: str
    audience_note: str
    rule_domain: str
    rule_number: int | None
    horizon: date | None
    source_label: str
    source_url: str
    sources: list[SourceOut]
    sections: list[SectionText]


class CardList(Schema):
    """A page of cards."""

    total: int
    page: int
    pages: int
    results: list[CardLine]


class CardFilter(Schema):
    """What a list may be narrowed by."""

    kind: str = ""
    theme: str = ""
    territory: str = ""
    lang: str = ""
    page: int = 1


@router.get("/", response=CardList, summary="List cards, the newest first", url_name="cards")
def list_cards(request: HttpRequest, asked: Query[CardFilter]) -> dict[str, Any]:
    """Answer with the cards that the caller may read."""
    cards = _readable(request)
    if asked.kind:
        cards = cards.filter(kind=asked.kind)
    if asked.theme:
        cards = cards.filter(themed_items__tag__slug=asked.theme)
    if asked.lang:
        cards = cards.in_language(asked.lang)
    if asked.territory:
        place = Territory.objects.filter(code=asked.territory).first()
        within = Territory.objects.within(place) if place else Territory.objects.none()
        cards = cards.filter(territory__in=within)
    page = page_of(cards.newest_first(), asked.page, size=PAGE_SIZE)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": [_line(request, card) for card in page.object_list],
    }


@router.get("/{int:pk}", response=CardDetail, summary="Read a card", url_name="card")
def read_card(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Answer with a card that the caller may read, 404 for any other."""
    card = get_object_or_404(_readable(request), pk=pk)
    sections = [
        {"anchor": section.anchor, "heading": section.heading, "text": section.text}
        for section in content.sections_of(card.body)
    ]
    return _line(request, card) | {
        "objective": card.objective,
        "challenge": card.challenge,
        "audience_note": card.audience_note,
        "rule_domain": card.rule_domain,
        "rule_number": card.rule_number,
        "horizon": card.horizon,
        "source_label": card.source_label,
        "source_url": card.source_url,
        "sources": [
            asdict(source) | {"url": request.build_absolute_uri(source.url) if source.url else ""}
            for source in sources_of(card, reader_of(request))
        ],
        "sections": sections,
    }


def _readable(request: HttpRequest) -> Any:
    return (
        CardPage.objects.visible_to(reader_of(request))
        .filter(locale__language_code__in=[code for code, _name in settings.LANGUAGES])
        .select_related("author", "territory", "locale")
        .prefetch_related("themed_items__tag")
    )


def _line(request: HttpRequest, card: CardPage) -> dict[str, Any]:
    return {
        "id": card.pk,
        "kind": card.kind,
        "title": card.title,
        "summary": card.summary,
        "language": card.language_code,
        "url": request.build_absolute_uri(card.get_url(request) or "/"),
        "minutes": card.minutes,
        "themes": [item.tag.slug for item in card.themed_items.all()],
        "territory": card.territory.code if card.territory else None,
        "author": str(card.author) if card.author else None,
        "published_on": card.published_on,
    }


def add_routes(api: NinjaAPI) -> None:
    """Give the site's API its cards."""
    api.add_router("/cards/", router)
