"""Choosing a page in the CMS: found as on the site, with what only Wagtail knows."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page

from community.core.audience import Audience
from community.home.models import InfoPage
from community.search.cms import LEAD, searched_as_the_site
from community.search.models import SearchWord
from community.search.sources import read
from tests.factories.cards import block, make_card
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index

HONEY = (block("heading", "La miellerie"), block("text", "<p>Extraire le miel à froid.</p>"))


def make_found(library, title, **values):
    """A card that the site's search finds."""
    card = make_card(library, title, **values)
    index("card", card.pk, *read([("card", card.pk)])["card", card.pk])
    return card


@pytest.fixture
def chooser(client, expert):
    """A function that searches in the chooser and returns the titles, in their order."""
    client.force_login(expert)

    def search(text, **parameters):
        url = reverse("wagtailadmin_choose_page_search")
        answer = client.get(url, {"q": text, **parameters})
        assert answer.status_code == 200
        page = BeautifulSoup(answer.content, "html.parser")
        return [link.text.strip() for link in page.select("td.title a.choose-page")]

    return search


@pytest.fixture
def shelf(library, expert):
    make_found(library, "Récolter sans abîmer", body=HONEY, owner=expert)
    make_found(library, "Les abeilles en ville", owner=expert)


@pytest.mark.usefixtures("shelf")
class TestWords:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("abeille", "Les abeilles en ville"),
            ("abielles", "Les abeilles en ville"),
            ("récoltes", "Récolter sans abîmer"),
            ("extraction du miel", "Récolter sans abîmer"),
            ("abei", "Les abeilles en ville"),
        ],
    )
    def test_inflected_misspelled_and_in_the_text(self, chooser, typed, found):
        assert chooser(typed)[0] == found

    def test_what_answers_best_comes_first(self, chooser, library, expert):
        make_found(library, "Le miel, de la ruche au pot", body=HONEY, owner=expert)
        assert chooser("miel") == ["Le miel, de la ruche au pot", "Récolter sans abîmer"]

    def test_other_languages_of_a_card_are_pages_too(self, chooser, libraries, library, expert):
        card = make_found(library, "Une ruche à l’école", owner=expert)
        key = card.translation_key
        english = libraries["en"]
        make_found(english, "A hive at school", owner=expert, translation_key=key)
        assert chooser("ruches")[:2] == ["Une ruche à l’école", "A hive at school"]

    @pytest.mark.parametrize("typed", ["\x00", '"', "?", "(((", "a" * 900, "NOT OR *", "' --"])
    def test_hostile(self, chooser, typed):
        assert chooser(typed) == []


class TestWhatMayBeChosen:
    def test_drafts_and_pages_beside_the_index(self, chooser, library, expert):
        make_found(library, "Une ruche fleurie", owner=expert)
        make_card(library, "Une ruche à écrire", live=False, owner=expert)
        make_card(library, "Une ruche pas encore dans l’index", owner=expert)
        found = chooser("ruche")
        assert found[0] == "Une ruche fleurie"
        assert set(found[1:]) == {"Une ruche à écrire", "Une ruche pas encore dans l’index"}
        assert chooser("savoirs") == ["Savoirs"]

    def test_a_draft_is_not_buried(self, chooser, library, expert):
        for number in range(LEAD + 5):
            make_found(library, f"Une ruche n° {number}", owner=expert)
        make_card(library, "Une ruche à écrire", live=False, owner=expert)
        assert chooser("ruche").index("Une ruche à écrire") == LEAD
        assert len(chooser("ruche")) == LEAD + 6

    def test_pages_of_results_hold_each_once(self, chooser, library, expert):
        for number in range(30):
            make_found(library, f"Une ruche n° {number}", owner=expert)
        for number in range(10):
            make_card(library, f"Une ruche à écrire {number}", live=False, owner=expert)
        pages = [chooser("ruche", p=number) for number in (1, 2)]
        assert [len(page) for page in pages] == [25, 15]
        assert len(set(pages[0] + pages[1])) == 40

    def test_not_the_cards_of_others(self, chooser, library):
        other = make_user(name="Thomas Oury")
        make_found(library, "La ruche de Thomas", owner=other)
        make_card(library, "Le brouillon de ruche", live=False, owner=other)
        assert chooser("ruche") == []
        assert chooser("thomas") == []

    def test_a_secret_word_mends_no_mistake(self, chooser, library, expert):
        make_found(library, "Les abeilles", owner=expert)
        secret = {"audience": Audience.ORGANISATION, "audience_organisation": make_organisation()}
        make_found(library, "Abielles", owner=make_user(name="Thomas Oury"), **secret)
        assert SearchWord.objects.filter(word="abielles").exists()
        assert chooser("abielles") == ["Les abeilles"]

    def test_the_kind_of_page_that_is_asked_for(self, chooser, library, expert):
        make_found(library, "Une ruche fleurie", owner=expert)
        assert chooser("ruche", page_type="knowledge.cardindexpage") == []
        assert chooser("ruche", page_type="knowledge.cardpage") == ["Une ruche fleurie"]

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, rf, library, expert, number, django_assert_num_queries):
        for each in range(number):
            make_found(library, f"Une ruche n° {each}", owner=expert)
            make_card(library, f"Une ruche à écrire {each}", live=False, owner=expert)
        pages = searched_as_the_site(Page.objects.all(), rf.get("/", {"q": "ruche"}))
        found = pages.autocomplete("ruche")
        # Kept by the process from the first search on.
        ContentType.objects.get_for_model(InfoPage)
        # The words, the hits, their versions, what is held; the rest counted; both read.
        with django_assert_num_queries(7):
            assert len(found[0:25]) == 2 * number
