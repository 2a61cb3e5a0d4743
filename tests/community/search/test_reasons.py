"""Why a result is there, in words; and where it leads when it is not the right one."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from community.core.reader import Reader
from community.search.projections import Passage
from community.search.query import SearchQuery, Way
from community.search.reasons import reasons, verified
from community.search.selectors import search
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def first(text, **values):
    return search(SearchQuery(text=text, reader=Reader(), **values)).results[0]


def shown(client, **parameters):
    response = client.get(reverse("community:search"), parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestReasons:
    def test_title_and_passages(self):
        index(
            "card",
            1,
            make_document("Facilitation", "La facilitation.", "Des facilitations.", "Autre chose."),
        )
        result = first("facilitation")
        (match,) = result.matches
        assert (match.way, match.in_title, match.passages) == (Way.ITSELF, True, 2)
        with override("en"):
            assert reasons(result, "en") == [
                "The title and 2 passages hold “facilitation”, “facilitations”."
            ]

    def test_words_at_the_same_place_in_one_sentence(self):
        index("card", 1, make_document("Ruche", "Le miel et la cire."))
        with override("en"):
            assert reasons(first("miel cire"), "fr") == [
                "1 passage holds “miel”, “cire”.",
                "It is in your language.",
            ]

    def test_a_mistake_is_told(self):
        index("card", 1, make_document("Ruche", "Un facilitateur."))
        with override("en"):
            assert "You wrote “facilitatuer”, we understood “facilitateur”." in reasons(
                first("facilitatuer"), ""
            )

    def test_a_word_of_the_family_is_told(self):
        index("card", 1, make_document("Ruche", "La confidentialité."))
        index("card", 2, make_document("Miel", "Un échange confidentiel."))
        results = search(SearchQuery(text="confidentialité", reader=Reader())).results
        with override("en"):
            said = {result.title: reasons(result, "") for result in results}
        assert said == {
            "Ruche": ["1 passage holds “confidentialité”."],
            "Miel": [
                "1 passage holds “confidentiel”.",
                "“confidentiel” is of the same family as “confidentialité”.",
            ],
        }

    def test_a_beginning_is_told(self):
        index("card", 1, make_document("Ruche", "Un thermomètre."))
        with override("en"):
            assert "“thermomètre” begins with “thermom”." in reasons(first("thermom"), "")

    def test_who_read_it_through(self):
        index("card", 1, make_document("Miel", "Miel.", extra={"verified_on": "2026-03-02"}))
        result = first("miel")
        assert verified(result) == date(2026, 3, 2)
        with override("fr"):
            assert any("mars 2026" in reason for reason in reasons(result, "fr"))

    def test_nothing_is_said_of_what_one_may_not_read(self):
        index("card", 1, make_document("Miel", "Le miel."))
        index("card", 2, make_document("Miel", "Zygomorphe.", audience=("members",)))
        results = search(SearchQuery(text="miel zygomorphe", reader=Reader())).results
        assert "zygomorphe" not in str([result.matches for result in results])

    def test_browsing_has_no_reasons_but_the_language(self):
        index("card", 1, make_document("Miel", "Le miel."))
        assert first("").matches == ()


class TestFurther:
    @pytest.fixture
    def recording(self):
        said = [
            Passage(text=f"Le miel, {n}.", anchor=f"?t={60 * n}", place=f"{n}:00")
            for n in range(1, 8)
        ]
        silent = [Passage(text="Rien.", anchor=f"?t={60 * n}", place=f"{n}:00") for n in (8, 9)]
        index(
            "replay",
            1,
            make_document(
                "Récolte",
                *said,
                *silent,
                scopes=("thing:jeudi",),
                extra={"scope": "thing:jeudi"},
                people=("Claire",),
                dated_on=date(2026, 3, 5),
            ),
        )

    @pytest.mark.usefixtures("recording")
    def test_three_are_shown_and_the_others_counted(self):
        result = first("miel")
        assert (len(result.hits), result.further) == (3, 4)

    @pytest.mark.usefixtures("recording", "homes", "within")
    def test_they_are_found_within_it(self, client):
        page = shown(client, q="miel")
        link = page.select_one(".result__further")
        assert link["href"] == "/fr/search/?q=miel&in=thing%3Ajeudi"
        page = shown(client, q="miel", **{"in": "thing:jeudi"})
        assert len(page.select(".moment")) == 7
        assert page.select_one(".result__further") is None

    @pytest.mark.usefixtures("recording", "homes", "within")
    def test_a_title_alone_adds_no_moment(self):
        assert first("récolte").further == 0

    @pytest.mark.usefixtures("recording", "homes", "within")
    def test_queries(self, client, django_assert_num_queries):
        shown(client, q="miel")
        with django_assert_num_queries(3):
            shown(client, q="miel by:claire after:2020")


@pytest.mark.usefixtures("homes", "within")
class TestPage:
    def test_the_reasons_are_folded(self, client):
        index("card", 1, make_document("Miel", "Le miel."))
        (fold,) = shown(client, q="miel").select(".result details.why")
        assert not fold.has_attr("open")
        assert "miel" in fold.select_one("li").text

    def test_a_result_for_some_is_marked(self, client, django_user_model):
        index("card", 1, make_document("Miel", "Le miel.", audience=("members",)))
        client.force_login(django_user_model.objects.create_user("reine"))
        assert shown(client, q="miel").select(".result .badge")

    def test_the_scope_is_a_chip_that_can_be_taken_off(self, client):
        index("card", 1, make_document("Miel", "Le miel.", scopes=("thing:jeudi",)))
        index("card", 2, make_document("Autre miel", "Le miel."))
        page = shown(client, q="miel", **{"in": "thing:jeudi"})
        assert len(page.select(".result")) == 1
        (chip,) = page.select(".chips .chip--on")
        assert chip["href"] == "/fr/search/?q=miel"
        assert "Le jeudi" in chip.text
        assert page.select_one('#results input[name="in"]')["value"] == "thing:jeudi"

    @pytest.mark.parametrize("wanted", ["thing:hier", "nothing:x", "thing:", ":", "\0", "x" * 999])
    def test_a_scope_that_is_none_is_left_out(self, client, wanted):
        index("card", 1, make_document("Miel", "Le miel."))
        page = shown(client, q="miel", **{"in": wanted})
        assert len(page.select(".result")) == 1
        assert page.select(".chips .chip--on") == []

    def test_operators_are_chips(self, client):
        index("card", 1, make_document("Miel", "Le miel.", people=("Claire",), themes=("ruche",)))
        page = shown(client, q="miel by:claire after:2020 theme:ruche", type="card")
        links = [chip["href"] for chip in page.select(".chips .chip--on")]
        assert "/fr/search/?q=miel+after%3A2020+theme%3Aruche&type=card" in links
        assert "/fr/search/?q=miel+by%3Aclaire+theme%3Aruche&type=card" in links
        assert "/fr/search/?q=miel+by%3Aclaire+after%3A2020+theme%3Aruche" in links

    def test_steps_in_order_when_nothing_is_found(self, client):
        links = shown(client, q="zorglub by:claire").select(".empty__actions a")
        assert links
        page = shown(client, q="zorglub")
        assert [a["href"] for a in page.select(".empty__actions a")] == [
            "/fr/box/?text=zorglub",
            "/fr/wish/?text=zorglub",
        ]

    def test_steps_stand_below_results_too(self, client):
        index("card", 1, make_document("Miel", "Le miel."))
        links = [a["href"] for a in shown(client, q="miel").select(".search__steps a")]
        assert links == ["/fr/box/?text=miel", "/fr/wish/?text=miel"]
