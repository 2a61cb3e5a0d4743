"""What a card tells programs: schema.org, and a picture for those who share its link."""

from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from community.core.audience import Audience
from community.core.markup import plain
from community.core.reader import ANONYMOUS
from community.themes.models import Theme
from knowledge.cards.models import CardPage

SIZE: Final = (1200, 630)
LOOK: Final = 1
"""Raise it when the drawing changes, so that pictures get other addresses."""
MARGIN: Final = 84
PAPER: Final = "#faf6ee"
INK: Final = "#131b31"
SOFT: Final = "#414a61"
SAFFRON: Final = "#f6aa1c"
FONT: Final = "community/fonts/bricolage-latin.woff2"
_LAST_DRAWN: Final = 0x24F
"""The font holds the Latin letters; others would be drawn as boxes."""


def is_public(card: CardPage) -> bool:
    """Whether its picture may tell what stands on it."""
    return card.live and card.audience == Audience.EVERYONE


def learning_resource(card: CardPage, *, address: str, themes: list[str]) -> dict[str, Any]:
    """Return a card in schema.org's words, empty parts left out."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["LearningResource", "Article"],
        "headline": card.title,
        "name": card.title,
        "description": card.summary,
        "url": address,
        "inLanguage": card.language_code,
        "learningResourceType": card.kind_name(),
        "teaches": card.objective,
        "timeRequired": f"PT{card.minutes}M",
        "keywords": themes,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.COMMUNITY_NAME},
    }
    if card.author:
        said["author"] = {"@type": "Person", "name": str(card.author)}
    if card.first_published_at:
        said["datePublished"] = card.first_published_at.isoformat()
    if card.last_published_at:
        said["dateModified"] = card.last_published_at.isoformat()
    return {name: value for name, value in said.items() if value}


def words_on(card: CardPage, theme: str) -> tuple[str, str, str]:
    """Return title, kind and theme as the picture tells them; nothing of a card for members."""
    if not is_public(card):
        return settings.COMMUNITY_NAME, "", ""
    return card.title, card.kind_name(), theme


def words_of(card_id: int) -> tuple[str, str, str]:
    """Return the words of a card's picture, the neutral ones when visitors do not see the card."""
    card = CardPage.objects.visible_to(ANONYMOUS).defer("body").filter(pk=card_id).first()
    if card is None:
        return settings.COMMUNITY_NAME, "", ""
    theme = Theme.objects.filter(knowledge_cardtheme_items__content_object=card.pk).first()
    return words_on(card, theme.label if theme else "")


def mark_of(words: tuple[str, str, str]) -> str:
    """Return what names a picture: the same for the same words and the same look."""
    told = "\0".join((str(LOOK), settings.COMMUNITY_NAME, *words))
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()


def draw(words: tuple[str, str, str]) -> bytes:
    """Return a PNG of `SIZE` with the words, in the look of the site."""
    title, kind, theme = (_drawable(each) for each in words)
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 14), fill=SAFFRON)
    _swarm(pen)
    top = 96
    if kind:
        pen.text((MARGIN, top), kind, font=_font(34), fill=SOFT)
        top += 62
    size, lines = _fitted(title, width=SIZE[0] - 2 * MARGIN - 120)
    for line in lines:
        pen.text((MARGIN, top), line, font=_font(size), fill=INK)
        top += round(size * 1.16)
    foot = " · ".join(filter(None, (_drawable(settings.COMMUNITY_NAME) if kind else "", theme)))
    pen.text((MARGIN, SIZE[1] - 96), foot, font=_font(30), fill=SOFT)
    held = BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()


def _drawable(text: str) -> str:
    known = (c for c in plain(text) if ord(c) <= _LAST_DRAWN or c in "’“”«»–—…€")
    return " ".join("".join(known).split())


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(finders.find(FONT)), size)


def _fitted(title: str, *, width: int) -> tuple[int, list[str]]:
    """Return the largest size, and the lines, with which a title takes four lines at most."""
    for size in (76, 64, 54):
        lines = _lines(title, _font(size), width)
        if len(lines) <= 4:
            return size, lines
    lines = _lines(title, _font(54), width)[:5]
    return 54, [*lines[:4], lines[4][:-1] + "…"] if len(lines) == 5 else lines


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _swarm(pen: ImageDraw.ImageDraw) -> None:
    """Draw the site's hexagons in a corner."""
    cells = ((1110, 470, 46, SAFFRON), (1030, 516, 46, INK), (1110, 562, 46, "#fdebc8"))
    for x, y, radius, colour in cells:
        pen.regular_polygon((x, y, radius), 6, rotation=30, fill=colour)
