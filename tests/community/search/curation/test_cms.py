"""What editors do for the search in the CMS: who may, what is refused, and that it counts."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.search.curation.models import SearchPin, SearchSynonym
from community.search.log.models import K, SearchTally
from community.search.log.selectors import first_day
from community.search.query import SearchQuery
from community.search.selectors import search
from tests.factories.curation import make_pin, make_synonyms
from tests.factories.people import make_user
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db
LISTS = ["searchsynonym:index", "searchpin:index"]
ADDRESSES = [*LISTS, "searchsynonym:add", "searchsynonym:paste", "searchpin:add"]


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_user(Role.ANIMATOR))
    return client


def titles(text):
    return [r.title for r in search(SearchQuery(text=text, reader=ANONYMOUS)).results]


def errors(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(e.get_text(" ", strip=True) for e in page.select(".error-message"))


def targets(*addresses, **fields):
    """What the form of a pin sends."""
    sent = {
        "targets-TOTAL_FORMS": len(addresses),
        "targets-INITIAL_FORMS": 0,
        "targets-MIN_NUM_FORMS": 1,
        "targets-MAX_NUM_FORMS": 5,
    }
    for number, address in enumerate(addresses):
        sent |= {f"targets-{number}-address": address, f"targets-{number}-ORDER": number + 1}
    return sent | fields


class TestWho:
    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("role", [Role.ANIMATOR, Role.REVIEWER])
    def test_reviewers_and_animators_keep_them(self, address, role):
        client = Client()
        client.force_login(make_user(role))
        assert client.get(reverse(address)).status_code == 200

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_experts_and_members_do_not(self, address):
        for role in (Role.EXPERT, Role.MEMBER):
            client = Client()
            client.force_login(make_user(role))
            assert client.get(reverse(address)).status_code == 302
            assert client.post(reverse(address), {"terms": "a\nb"}).status_code == 302
        assert not SearchSynonym.objects.exists()

    def test_the_menu_has_them_beside_the_report(self, client):
        page = client.get(reverse("wagtailadmin_home")).text
        for address in (*LISTS, "community_searches"):
            assert reverse(address) in page


class TestSynonyms:
    def test_they_count_with_the_next_question_and_are_in_the_history(self, client):
        index("organisation", 1, make_document("Un", "L’intelligence artificielle corrige."))
        assert titles("IA") == []
        response = client.post(
            reverse("searchsynonym:add"),
            {"terms": "IA\nintelligence artificielle", "also": "", "language": ""},
        )
        assert response.status_code == 302
        assert titles("IA") == ["Un"]
        group = SearchSynonym.objects.get()
        edit = reverse("searchsynonym:edit", args=[group.pk])
        client.post(edit, {"terms": "IA", "also": "ruche", "language": "fr"})
        assert titles("IA") == []
        kept = ModelLogEntry.objects.for_instance(group).values_list("action", flat=True)
        assert set(kept) == {"wagtail.create", "wagtail.edit"}
        history = client.get(reverse("searchsynonym:history", args=[group.pk]))
        assert history.status_code == 200
        client.post(reverse("searchsynonym:delete", args=[group.pk]))
        assert not SearchSynonym.objects.exists()

    @pytest.mark.parametrize(
        ("terms", "also", "told"),
        [
            ("IA", "", "ne dit que lui-même"),
            ("", "", "requis"),
            ("ruche\nRuches", "", "l’un suffit"),
            ("ruche", "ruches", "l’un suffit"),
            ("ruche\n!!!", "", "aucun mot"),
            ("ruche\n" + "mot " * 9, "", "trop long"),
            ("\n".join(f"mot{n}" for n in range(13)), "", "Faites-en deux"),
            ("cfa\nlycée", "", "déjà dans les synonymes «\u202fCFA, apprentis\u202f»"),
        ],
    )
    def test_refusals_say_what_to_do(self, client, terms, also, told):
        make_synonyms("CFA", "apprentis")
        given = {"terms": terms, "also": also, "language": ""}
        assert told in errors(client.post(reverse("searchsynonym:add"), given))
        assert SearchSynonym.objects.count() == 1

    def test_the_same_term_may_mean_something_else_in_another_language(self, client):
        make_synonyms("chat", "messagerie", language="en")
        given = {"terms": "chat\nfélin", "also": "", "language": "fr"}
        assert client.post(reverse("searchsynonym:add"), given).status_code == 302
        assert "déjà dans" in errors(
            client.post(reverse("searchsynonym:add"), {"terms": "chat\nmatou", "language": ""})
        )

    def test_saving_again_changes_nothing(self, client):
        group = make_synonyms("CFA", "apprentis")
        given = {"terms": group.terms, "also": "", "language": ""}
        edit = reverse("searchsynonym:edit", args=[group.pk])
        assert client.post(edit, given).status_code == 302
        assert group.rows.count() == 4

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_takes_as_many_queries_whatever_it_holds(
        self, client, number, django_assert_num_queries
    ):
        for each in range(number):
            make_synonyms(f"mot{each}", f"terme{each}")
        client.get(reverse("searchsynonym:index"))
        with django_assert_num_queries(LIST_QUERIES):
            page = client.get(reverse("searchsynonym:index")).text
        assert page.count("terme") >= number
        assert page.count("/cms/searchsynonym/edit/") >= number


class TestPaste:
    def test_many_at_once(self, client):
        lines = "# nos sigles\nCFA, centre de formation d’apprentis; lycée\n\nVAE => diplôme\n"
        response = client.post(reverse("searchsynonym:paste"), {"lines": lines, "language": "fr"})
        assert response.status_code == 302
        assert sorted(map(str, SearchSynonym.objects.all())) == [
            "CFA, centre de formation d’apprentis, lycée",
            "VAE → diplôme",
        ]
        assert set(SearchSynonym.objects.values_list("language", flat=True)) == {"fr"}

    def test_one_wrong_line_keeps_all_out_and_is_named(self, client):
        lines = "CFA, lycée\nseul\ncfa, école"
        told = errors(client.post(reverse("searchsynonym:paste"), {"lines": lines}))
        assert "Ligne 2\u00a0: Un terme seul ne dit que lui-même." in told
        assert "Ligne 3\u00a0: «\u202fcfa\u202f» est déjà à la ligne 1." in told
        assert not SearchSynonym.objects.exists()

    @pytest.mark.parametrize("lines", ["", "# rien", "a, b\n" * 501])
    def test_nothing_or_too_much(self, client, lines):
        assert errors(client.post(reverse("searchsynonym:paste"), {"lines": lines}))


class TestPins:
    @pytest.fixture(autouse=True)
    def _things(self):
        index("organisation", 1, make_document("La ferme", "Des vaches.", url="/fr/ferme/"))
        index("organisation", 2, make_document("Le miel", "Du miel.", url="/fr/miel/"))
        index("organisation", 3, make_document("Le miel", "Du miel.", url="/fr/encore/"))
        index(
            "organisation", 4, make_document("Secret", "x", url="/fr/secret/", audience=("role:X",))
        )

    @pytest.mark.parametrize(
        "named",
        ["/fr/ferme/", "https://demo.example/fr/ferme/?x=1#y", "la FERME", " /fr/ferme/ "],
    )
    def test_an_address_or_a_title_puts_it_first(self, client, named):
        given = targets(named, questions="miel")
        assert client.post(reverse("searchpin:add"), given).status_code == 302
        pin = SearchPin.objects.get()
        (target,) = pin.targets.all()
        assert (target.type, target.object_id, target.title) == ("organisation", 1, "La ferme")
        assert titles("miel")[0] == "La ferme"
        assert "La ferme" in client.get(reverse("searchpin:index")).text
        actions = ModelLogEntry.objects.for_instance(pin).values_list("action", flat=True)
        assert list(actions) == ["wagtail.create"]

    @pytest.mark.usefixtures("homes")
    def test_it_is_marked_on_the_page_and_in_the_api(self, client):
        make_pin("miel", ("organisation", 1))
        page = BeautifulSoup(client.get("/fr/search/?q=miel").content, "html.parser")
        (badge,) = page.select(".result .badge--room")
        assert badge.get_text(strip=True) == "Choisi par la rédaction"
        found = client.get("/api/search/?q=miel").json()["results"]
        assert [result["pinned"] for result in found] == [True, False, False]

    @pytest.mark.parametrize(
        ("named", "told"),
        [
            ("/fr/nulle-part/", "n’a cette adresse"),
            ("/fr/secret/", "n’a cette adresse"),
            ("Secret", "Rien ne porte ce titre"),
            ("Le miel", "/fr/encore/, /fr/miel/"),
            ("ferme", "l’un de ceux-ci\u202f? La ferme"),
        ],
    )
    def test_what_names_nothing_says_what_to_do(self, client, named, told):
        response = client.post(reverse("searchpin:add"), targets(named, questions="miel"))
        assert told in errors(response)
        assert not SearchPin.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"questions": '"miel doré"'}, "mots simples"),
            ({"questions": "type:card"}, "mots simples"),
            ({"questions": "\n".join("abcdefghijklm")}, "12 au plus"),
            (
                {"questions": "miel", "starts_on": "2026-03-02", "ends_on": "2026-03-01"},
                "avant le premier jour",
            ),
        ],
    )
    def test_questions_and_days_are_looked_at(self, client, fields, told):
        response = client.post(reverse("searchpin:add"), targets("/fr/ferme/", **fields))
        assert told in errors(response)

    def test_a_moved_thing_is_shown_with_its_address_of_now(self, client):
        pin = make_pin("miel", ("organisation", 1))
        index("organisation", 1, make_document("La ferme", "Des vaches.", url="/fr/ailleurs/"))
        page = client.get(reverse("searchpin:edit", args=[pin.pk])).text
        assert "/fr/ailleurs/" in page

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_takes_as_many_queries_whatever_it_holds(
        self, client, number, django_assert_num_queries
    ):
        for each in range(number):
            make_pin(f"miel {each}", ("organisation", 1), ("organisation", 2))
        client.get(reverse("searchpin:index"))
        with django_assert_num_queries(LIST_QUERIES + 1):
            client.get(reverse("searchpin:index"))


class TestReport:
    def test_a_search_without_answer_begins_either(self, client):
        SearchTally.objects.create(
            day=first_day(1), language="fr", question="cfa", asked=K, unanswered=K
        )
        page = BeautifulSoup(client.get(reverse("community_searches")).content, "html.parser")
        links = [a["href"] for a in page.select("tbody a")]
        for name, field in (("searchsynonym:add", "terms"), ("searchpin:add", "questions")):
            address = f"{reverse(name)}?{field}=cfa"
            assert address in links
            form = BeautifulSoup(client.get(address).content, "html.parser")
            assert form.select_one(f"textarea[name={field}]").get_text(strip=True) == "cfa"


LIST_QUERIES = 10
