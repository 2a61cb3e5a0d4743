"""What a card tells programs: schema.org, and a picture that tells no secret."""

import json
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from PIL import Image

from knowledge.cards import metadata
from knowledge.cards.models import CardPage
from tests.factories.cards import make_card


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def picture_of(client, card):
    return soup_of(client.get(card.url)).select_one("meta[property='og:image']")["content"]


def test_a_card_is_told_in_the_words_of_schema_org(client, library, expert):
    card = make_card(library, "</script><b>Été", themes=["facilitation"], owner=expert)
    answer = client.get(card.url)
    (block,) = soup_of(answer).select("script[type='application/ld+json']")
    told = json.loads(block.string)
    assert told["@type"] == ["LearningResource", "Article"]
    assert (told["name"], told["inLanguage"]) == (card.title, "fr")
    assert told["author"]["name"] == str(expert.member)
    assert told["keywords"] == ["Facilitation"]
    assert told["url"] == f"http://testserver{card.url}"
    assert "</script><b>" not in answer.content.decode()


def test_the_picture_is_drawn_once_and_kept(client, library):
    card = make_card(library, "Donner un retour", themes=["facilitation"])
    address = picture_of(client, card)
    answer = client.get(address)
    assert Image.open(BytesIO(answer.content)).size == metadata.SIZE
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert client.get(address).content == answer.content
    CardPage.objects.filter(pk=card.pk).update(title="Un autre titre")
    moved = client.get(address)
    assert moved.status_code == 302
    assert client.get(moved["Location"]).content != answer.content


def test_the_picture_of_what_visitors_do_not_see_tells_nothing(client, signed_in, library):
    hidden = make_card(library, "Secret", audience="members")
    draft = make_card(library, "Brouillon", live=False)
    neutral = metadata.mark_of(metadata.words_of(0))
    shown = client.get(picture_of(signed_in, hidden)).content
    for pk in (hidden.pk, draft.pk, 999_999):
        address = reverse("knowledge:card_picture", args=[pk, "x"])
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[0][0].endswith(f"{pk}-{neutral}.png")
        assert answer.content == shown


@pytest.mark.parametrize("title", ["", "x" * 300, "🐝 混 ةيبرع", "mot " * 90, "a\nb"])
def test_any_title_can_be_drawn(title):
    drawn = metadata.draw((title, "Leçon", "Été"))
    assert Image.open(BytesIO(drawn)).size == metadata.SIZE
