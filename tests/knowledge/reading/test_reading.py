"""What helps to read a card: contents, neighbours within a theme, ways to give it on."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from community.core.reader import ANONYMOUS
from community.members.selectors import reader_for
from knowledge.cards.models import CardPage
from knowledge.reading.selectors import LONG, around
from tests.factories.cards import block, make_card, make_theme


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def body_of(headings):
    return [
        each
        for number in range(headings)
        for each in (block("heading", f"Partie {number}"), block("text", "<p>Un fait.</p>"))
    ]


@pytest.fixture
def three(library):
    """Three cards of a theme, the newest first."""
    cards = []
    for days, title in enumerate(("Récente", "Milieu", "Ancienne")):
        card = make_card(library, title, themes=["facilitation"])
        moment = timezone.now() - timedelta(days=days)
        CardPage.objects.filter(pk=card.pk).update(first_published_at=moment)
        card.refresh_from_db()
        cards.append(card)
    return cards


@pytest.mark.parametrize("headings", [LONG - 1, LONG])
def test_a_long_card_says_first_what_stands_in_it(client, library, headings):
    card = make_card(library, body=body_of(headings))
    page = soup_of(client.get(card.url))
    links = [link["href"] for link in page.select(".card-contents a")]
    anchors = [f"#{heading['id']}" for heading in page.select(".card-body h2[id]")]
    assert len(anchors) == headings
    assert links == (anchors if headings >= LONG else [])


def test_one_goes_from_card_to_card_within_a_theme(client, three):
    newest, middle, oldest = three
    page = soup_of(client.get(middle.url))
    assert page.select_one("[rel=prev]")["href"] == newest.url
    assert page.select_one("[rel=next]")["href"] == oldest.url
    assert page.select_one("[rel=next]")["aria-keyshortcuts"] == "Alt+PageDown"
    assert not soup_of(client.get(newest.url)).select("[rel=prev]")
    assert not soup_of(client.get(oldest.url)).select("[rel=next]")


def test_cards_of_one_moment_are_all_passed_once(library):
    cards = [make_card(library, f"Fiche {n}", themes=["facilitation"]) for n in range(4)]
    moment = timezone.now()
    CardPage.objects.filter(pk__in=[card.pk for card in cards]).update(first_published_at=moment)
    theme = make_theme("facilitation")
    by_url = {card.url: CardPage.objects.get(pk=card.pk) for card in cards}
    seen = [by_url[cards[-1].url]]
    while (found := around(seen[-1], ANONYMOUS, themes=[theme])) and found.after:
        seen.append(by_url[found.after.url])
    assert [card.pk for card in seen] == [card.pk for card in reversed(cards)]


def test_what_one_may_not_see_is_passed_over(library, three, person, django_assert_num_queries):
    newest, middle, oldest = three
    CardPage.objects.filter(pk=middle.pk).update(audience="members")
    theme = make_theme("facilitation")
    newest.get_url()  # The site's addresses are known from here on.
    with django_assert_num_queries(1):
        found = around(newest, ANONYMOUS, themes=[theme])
    assert found.after.url == oldest.url
    assert around(newest, reader_for(person), themes=[theme]).after.url == middle.url


def test_a_card_alone_in_its_theme_has_no_neighbours(client, library):
    card = make_card(library, themes=["facilitation"])
    assert not soup_of(client.get(card.url)).select(".card-around")


def test_a_letter_is_begun_with_the_title_and_the_whole_address(client, library):
    card = make_card(library, "Été & hiver : « 50 % »")
    (letter,) = soup_of(client.get(card.url)).select("a[href^=mailto]")
    asked = parse_qs(urlsplit(letter["href"]).query)
    assert asked == {"subject": [card.title], "body": [f"http://testserver{card.url}"]}


def test_a_voice_is_offered_in_the_language_of_the_card_by_the_script_alone(client, libraries):
    card = make_card(libraries["en"])
    (place,) = soup_of(client.get(card.url)).select("[data-listen]")
    assert place.has_attr("hidden")
    assert place["data-listen-lang"] == "en"
