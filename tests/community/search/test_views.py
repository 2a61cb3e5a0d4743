"""The page and the JSON: the same answer, for everybody what they may see."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from community import plugins
from community.search.projections import Passage
from community.search.schemas import EXAMPLE, EXAMPLE_BEGUN, SearchOut, SuggestionsOut
from community.search.sources import projections
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results"}


@pytest.fixture
def cards():
    index(
        "card",
        1,
        make_document(
            "Le miel",
            "Une histoire d’abeilles.",
            Passage(text="Du miel doré.", heading="La récolte", anchor="#recolte"),
            themes=("ruche",),
        ),
    )
    index("card", 2, make_document("Secret", "Du miel caché.", audience=("organisation:7",)))


def shown(client, **parameters):
    response = client.get(reverse("community:search"), parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.usefixtures("homes", "cards")
class TestPage:
    def test_a_result_with_its_place(self, client):
        page = shown(client, q="miel")
        (result,) = page.select(".result")
        assert result.select_one(".result__title a")["href"] == "/fr/une-fiche/"
        (place,) = result.select(".result__places a")
        assert (place["href"], place.text) == ("/fr/une-fiche/#recolte", "La récolte")
        assert [mark.text for mark in result.select("mark")] == ["miel", "miel"]

    def test_the_box_keeps_what_was_asked_and_chosen(self, client):
        page = shown(client, q='miel "doré"', theme="ruche", lang="fr")
        assert page.select_one("#q")["value"] == 'miel "doré"'
        hidden = [(i["name"], i["value"]) for i in page.select("#results input[type=hidden]")]
        assert hidden == [("theme", "ruche"), ("lang", "fr")]

    def test_a_chosen_filter_can_be_taken_back(self, client):
        page = shown(client, q="miel", theme="ruche")
        (chip,) = page.select(".chips .chip--on")
        assert chip["href"] == "/fr/search/?q=miel"

    def test_a_facet_leads_to_its_value_and_drops_the_page(self, client):
        index("memory", 3, make_document("Un voyage", "Au pays du miel."))
        page = shown(client, q="miel", page="1")
        links = {a.span.text: a["href"] for a in page.select(".only-wide .facet__item")}
        assert links["memory"] == "/fr/search/?q=miel&type=memory"

    def test_htmx_gets_the_part_below_the_box(self, client):
        response = client.get(reverse("community:search"), {"q": "miel"}, **HTMX)
        assert (
            response.content.decode().strip().startswith('<div class="search__body" id="results">')
        )

    def test_going_back_gets_the_whole_page(self, client):
        response = client.get(reverse("community:search"), {"q": "miel"}, HTTP_HX_REQUEST="true")
        assert b"<html" in response.content

    def test_moments_of_a_recording_stand_in_time(self, client):
        moments = [
            Passage(text="Du miel, du miel.", anchor="?t=761", place="12:41"),
            Passage(text="Encore du miel.", anchor="?t=65", place="1:05"),
        ]
        index("replay", 4, make_document("Le jeudi", *moments, url="/fr/jeudi/"))
        page = shown(client, q="miel", type="replay")
        assert [a["href"] for a in page.select(".moment")] == [
            "/fr/jeudi/?t=65",
            "/fr/jeudi/?t=761",
        ]

    def test_a_mistake_is_mended_and_said(self, client):
        page = shown(client, q="abielles")
        assert page.select_one(".search__meant a")["href"] == "/fr/search/?q=abeilles"

    def test_nothing_found_leads_to_people(self, client, monkeypatch):
        def ask(_reader, text):
            return [plugins.NextStep(label="Demander", url=f"/fr/box/?text={text}")]

        mentoring = plugins.Plugin(label="asking", search_next_steps=[ask])
        monkeypatch.setattr(
            plugins, "_plugins", {"asking": mentoring, "community": plugins._plugins["community"]}
        )
        page = shown(client, q="zorglub")
        assert page.select_one(".empty a.button--primary")["href"] == "/fr/box/?text=zorglub"

    @pytest.mark.usefixtures("host_alone")
    def test_nothing_found_without_anyone_to_ask(self, client):
        page = shown(client, q="zorglub")
        assert page.select_one(".empty a")["href"] == "/fr/search/"

    def test_nothing_with_filters_offers_to_drop_them(self, client):
        page = shown(client, q="miel", type="trip")
        assert page.select_one(".empty a")["href"] == "/fr/search/?q=miel"

    def test_what_one_may_not_see_shows_nowhere(self, client):
        assert "Secret" not in shown(client, q="miel").text
        assert (
            "caché" not in shown(client, q="caché").select_one("#results section ol, .empty").text
        )

    @pytest.mark.parametrize("page", ["-1", "0", "zwei", "99999999999", "3"])
    def test_any_page_number_shows_a_page(self, client, page):
        assert len(shown(client, q="miel", page=page).select(".result")) == 1

    def test_a_long_question_is_answered(self, client):
        assert shown(client, q="miel " * 300).select(".result")

    def test_markup_in_a_question_is_text(self, client):
        page = client.get(reverse("community:search"), {"q": '"><script>x</script>'})
        assert b"<script>x" not in page.content

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_for_a_visitor(self, client, number, django_assert_num_queries):
        for pk in range(10, 10 + number):
            index("card", pk, make_document(f"Cire {pk}", "De la cire."))
        client.get(reverse("community:search"), {"q": "cire"})
        with django_assert_num_queries(3):
            assert len(shown(client, q="cire").select(".result")) == number


@pytest.mark.usefixtures("cards")
class TestJson:
    def asked(self, client, **parameters):
        response = client.get("/api/search/", parameters)
        assert response.status_code == 200
        return json.loads(response.content)

    def test_an_answer(self, client):
        answer = self.asked(client, q="miel")
        assert answer["total"] == answer["page"] == answer["pages"] == 1
        (result,) = answer["results"]
        assert {key: result[key] for key in ("type", "title", "url", "snippet", "language")} == {
            "type": "card",
            "title": "Le miel",
            "url": "/fr/une-fiche/#recolte",
            "snippet": "Du <mark>miel</mark> doré.",
            "language": "fr",
        }
        assert [passage["heading"] for passage in result["passages"]] == ["La récolte"]
        assert answer["facets"]["type"] == [
            {
                "value": "card",
                "label": answer["facets"]["type"][0]["label"],
                "count": 1,
                "chosen": False,
            }
        ]

    def test_filters_may_be_given_several_times(self, client):
        index("organisation", 3, make_document("La miellerie", "Du miel.", themes=("ruche",)))
        assert self.asked(client, q="miel", type=["organisation", "member"])["total"] == 1
        assert self.asked(client, q="miel", theme="autre")["total"] == 0
        assert self.asked(client, q="miel", lang="en")["total"] == 0

    def test_it_says_what_was_understood_and_why(self, client):
        answer = self.asked(client, q="miels par:claire après:2026-03 avant:2027", lang="fr")
        assert answer["query"] == "miels"
        assert answer["understood"] == {
            "filters": {"language": ["fr"], "by": ["claire"]},
            "after": "2026-03-01",
            "before": "2027-01-01",
            "scope": None,
        }
        english = client.get("/api/search/?q=miels", HTTP_ACCEPT_LANGUAGE="en")
        (result,) = english.json()["results"]
        assert result["reasons"] == ["The title and 1 passage hold “miel”."]
        assert (result["further"], result["verified_on"]) == (0, None)

    def test_within_one_thing(self, client, within):  # noqa: ARG002  (what is offered)
        index("organisation", 3, make_document("Le jeudi", "Du miel.", scopes=("thing:jeudi",)))
        answer = self.asked(client, q="miel", **{"in": "thing:jeudi"})
        assert [result["title"] for result in answer["results"]] == ["Le jeudi"]
        assert answer["understood"]["scope"] == {"label": "Le jeudi", "url": "/fr/jeudi/"}

    @pytest.mark.parametrize(
        "wanted", ["thing:vendredi", "thing:", "thing", "x:y", "thing:\0", "thing:" + "j" * 200]
    )
    def test_what_is_not_there_to_search_within(self, client, within, wanted):  # noqa: ARG002
        response = client.get("/api/search/", {"q": "miel", "in": wanted})
        assert response.status_code == 404
        assert "to search within" in response.json()["detail"]
        assert "thing:…" in response.json()["detail"]

    @pytest.mark.parametrize("given", [{"type": "trips"}, {"lang": "de"}, {"lang": "x" * 999}])
    def test_an_unknown_value_is_named(self, client, given):
        response = client.get("/api/search/", {"q": "miel", **given})
        assert response.status_code == 422
        detail = response.json()["detail"]
        assert f"“{next(iter(given.values()))[:40]}”" in detail
        assert "organisation" in detail or "fr, en" in detail

    def test_it_keeps_a_secret_too(self, client):
        assert self.asked(client, q="caché")["total"] == 0

    @pytest.mark.parametrize(
        "parameters", [{"page": "-1"}, {"page": "10000000"}, {"size": "100000"}]
    )
    def test_numbers_out_of_reach(self, client, parameters):
        assert self.asked(client, q="miel", **parameters)["total"] == 1

    def test_what_is_no_number_is_refused(self, client):
        assert client.get("/api/search/", {"page": "zwei"}).status_code == 422

    def test_it_stands_in_the_openapi_document(self, client):
        document = json.loads(client.get("/api/openapi.json").content)
        parameters = document["paths"]["/api/search/"]["get"]["parameters"]
        assert {p["name"] for p in parameters} == {
            "q",
            "type",
            "theme",
            "territory",
            "format",
            "organisation",
            "year",
            "lang",
            "in",
            "page",
            "size",
        }

    def test_every_parameter_and_answer_has_an_example(self, client):
        document = json.loads(client.get("/api/openapi.json").content)
        for path in ("/api/search/", "/api/search/suggest/"):
            operation = document["paths"][path]["get"]
            for parameter in operation["parameters"]:
                assert "example" in parameter or "default" in parameter["schema"], parameter
            assert operation["responses"]["200"]["content"]["application/json"]["example"]
        SearchOut.model_validate(EXAMPLE)
        SuggestionsOut.model_validate(EXAMPLE_BEGUN)


@pytest.mark.usefixtures("cards")
class TestJsonSuggestions:
    def offered(self, client, typed):
        response = client.get("/api/search/suggest/", {"q": typed})
        assert response.status_code == 200
        return response.json()

    def test_what_begins_like_it(self, client, django_assert_num_queries):
        index("organisation", 3, make_document("La miellerie", "Du miel.", url="/fr/m/"))
        with django_assert_num_queries(2):
            answer = self.offered(client, "miell")
        with override("fr"):
            label = str(projections()["organisation"].label)
        assert answer == {
            "query": "miell",
            "suggestions": [
                {
                    "type": "organisation",
                    "label": label,
                    "title": "La miellerie",
                    "url": "/fr/m/",
                    "language": "fr",
                }
            ],
        }

    @pytest.mark.parametrize("typed", ["", "m", "\0", "%", "a" * 900])
    def test_nothing_begins_like_it(self, client, typed):
        assert self.offered(client, typed)["suggestions"] == []

    def test_it_keeps_a_secret_too(self, client):
        index("organisation", 3, make_document("Mielleux", "x", audience=("members",)))
        assert self.offered(client, "mielleu")["suggestions"] == []
