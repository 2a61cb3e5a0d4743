"""A card is light: its page, styles and scripts on their way, media and letters' shapes aside."""

import gzip
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories.cards import block, items, make_card

LIGHT = 150_000
"""Bytes, compressed as the site's server sends them."""


def static_files_of(page):
    """Return what the page's styles and scripts hold; each must be a file of ours."""
    links = [each["href"] for each in page.select("link[rel=stylesheet]")]
    links += [each["src"] for each in page.select("script[src]")]
    for link in links:
        found = finders.find(link.partition("?")[0].removeprefix(settings.STATIC_URL))
        assert found, link
        yield Path(found).read_bytes()


def test_a_card_of_twenty_blocks_is_light(signed_in, library):
    body = []
    for number in range(5):
        body += [
            block("heading", f"Partie {number}"),
            block("text", f"<p>{'Un fait que chacun a vu. ' * 12}</p>"),
            block("steps", items("<p>Attendre dix secondes</p>", "<p>Demander</p>")),
            block("text", f"<p>{'Ce que cela change pour le groupe. ' * 8}</p>"),
        ]
    card = make_card(library, themes=["facilitation"], body=body)
    answer = signed_in.get(card.url)
    files = list(static_files_of(BeautifulSoup(answer.content, "html.parser")))
    assert len(files) > 4
    weight = sum(len(gzip.compress(each)) for each in (answer.content, *files))
    assert weight < LIGHT
