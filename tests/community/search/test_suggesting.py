"""While one types: titles, people and themes that begin like it, of what one may read."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.reader import Reader
from community.search.models import SearchTitle
from community.search.suggesting import LIMIT, suggestions
from community.search.titles import beginnings, folded
from tests.factories.search import index, make_document
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db


def offered(typed, reader=None, language="fr"):
    return [item.title for item in suggestions(typed, reader or Reader(), language)]


def test_a_title_is_found_from_each_of_its_words():
    assert beginnings("L’Élève à l’œuvre") == [
        (0, "l eleve a l oeuvre"),
        (1, "eleve a l oeuvre"),
        (2, "a l oeuvre"),
        (3, "l oeuvre"),
        (4, "oeuvre"),
    ]
    assert folded("  Élève,  À L") == "eleve a l"


class TestTitles:
    @pytest.fixture(autouse=True)
    def _shelf(self):
        index("organisation", 1, make_document("Élever des abeilles", "x", url="/fr/a/"))
        index("organisation", 2, make_document("Comment élever la voix", "x", url="/fr/b/"))
        index("organisation", 3, make_document("Élection secrète", "x", audience=("members",)))

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("élev", ["Élever des abeilles", "Comment élever la voix"]),
            ("ELEV", ["Élever des abeilles", "Comment élever la voix"]),
            ("abei", ["Élever des abeilles"]),
            ("élever la", ["Comment élever la voix"]),
            ("lever", []),
            ("é", []),
            ("", []),
        ],
    )
    def test_what_is_offered(self, typed, found):
        assert offered(typed) == found

    def test_only_what_one_may_read(self):
        assert offered("élec") == []
        member = Reader(user_id=1, audiences=frozenset({"public", "members"}))
        assert offered("élec", member) == ["Élection secrète"]
        assert offered("élec", Reader(is_superuser=True)) == ["Élection secrète"]

    @pytest.mark.parametrize(
        "typed", ["\0", "%", "é%v", "__", "' OR 1=1 --", "a" * 9000, "<b>", '"', "\ud800"]
    )
    def test_hostile(self, typed):
        assert offered(typed) == []

    def test_it_follows_the_title_and_goes_with_it(self):
        index("organisation", 1, make_document("Danser", "x"))
        assert offered("danse") == ["Danser"]
        assert "Élever des abeilles" not in offered("élev")
        index("organisation", 1)
        assert offered("danse") == []
        assert SearchTitle.objects.filter(document__subject__object_id=1).count() == 0

    def test_a_thing_in_two_languages_once_in_the_readers(self):
        french = make_document("Radio du matin", "x", url="/fr/r/")
        english = make_document("Radio in the morning", "x", language="en", url="/en/r/")
        index("organisation", 9, french, english)
        assert offered("radio") == ["Radio du matin"]
        assert offered("radio", language="en") == ["Radio in the morning"]
        assert offered("radio in") == ["Radio in the morning"]

    def test_no_more_than_a_handful(self):
        for pk in range(20, 35):
            index("organisation", pk, make_document(f"Cire {pk}", "x"))
        assert len(offered("cire")) == LIMIT

    def test_what_was_typed_is_marked_and_markup_is_text(self):
        index("organisation", 5, make_document("Le zèbre <i>", "x"))
        (found,) = suggestions("zeb", Reader(), "fr")
        assert found.title_html == "Le <mark>zèbre</mark> &lt;i&gt;"


class TestThemes:
    def test_a_theme_with_something_under_it(self):
        theme = make_theme("Numérique responsable", slug="numerique", name_en="Digital")
        assert offered("numé") == []
        index(
            "organisation",
            1,
            make_document("Miel", "x", themes=("numerique",), audience=("members",)),
        )
        assert offered("numé") == []
        index("organisation", 2, make_document("Cire", "x", themes=("numerique",)))
        assert offered("respon") == ["Numérique responsable"]
        (found,) = suggestions("numé", Reader(), "fr")
        assert found.url == reverse("community:theme", args=[theme.slug])


@pytest.mark.usefixtures("homes")
class TestPage:
    def test_options(self, client, django_assert_num_queries):
        index("organisation", 1, make_document("Élever des abeilles", "x", url="/fr/a/"))
        with django_assert_num_queries(2):
            response = client.get(reverse("community:search_suggest"), {"q": "abei"})
        (option,) = BeautifulSoup(response.content, "html.parser").select("[role=option]")
        assert option["data-url"] == "/fr/a/"
        assert "Élever des abeilles" in option.text

    def test_nothing_is_asked_for_less_than_two_letters(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get(reverse("community:search_suggest"), {"q": "a"}).status_code == 200

    def test_every_box_knows_where_to_ask(self, client):
        page = BeautifulSoup(client.get(reverse("community:search")).content, "html.parser")
        boxes = page.select("input[data-suggest]")
        assert {box["data-suggest"] for box in boxes} == {reverse("community:search_suggest")}
        assert {box["id"] for box in boxes} == {"site-search", "q"}
