"""What pages of results say, and what editors read of it."""

import csv

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from community.core.roles import Role
from community.search.log.models import SearchTally
from community.search.log.services import Signal, count
from community.search.log.tokens import Shown, shown_of, token_of
from tests.factories.people import make_user
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def said(client, **data):
    return client.post(reverse("community:search_log"), data)


def token():
    return token_of("miel", language="fr", is_answered=False)


@pytest.mark.usefixtures("homes")
class TestPage:
    def test_it_says_what_was_asked(self, client):
        index("card", 1, make_document("Le miel", "Du miel."))
        response = client.get(reverse("community:search"), {"q": "Miel ?"})
        mark = BeautifulSoup(response.content, "html.parser").select_one("[data-search-page]")
        assert shown_of(mark["data-search-page"]) == Shown("miel", "fr", is_answered=True)
        assert mark["data-search-log"] == "/fr/search/log/"
        assert "csrftoken" not in response.cookies

    def test_nothing_asked_says_nothing(self, client):
        response = client.get(reverse("community:search"))
        assert b"data-search-page" not in response.content


class TestCounting:
    def test_it_counts(self):
        client = Client(enforce_csrf_checks=True)
        response = said(client, page=token(), signal="asked")
        assert (response.status_code, response.content) == (204, b"")
        assert not response.cookies
        said(client, page=token(), signal="clicked")
        tally = SearchTally.objects.get()
        assert (tally.question, tally.asked, tally.unanswered, tally.clicked) == ("miel", 1, 1, 1)

    @pytest.mark.parametrize(
        "data",
        [{}, {"signal": "asked"}, {"page": "x", "signal": "asked"}, {"signal": "unanswered"}],
    )
    def test_nonsense_counts_nothing(self, client, data):
        assert said(client, **{"page": "", **data}).status_code == 204
        assert not SearchTally.objects.exists()

    def test_another_site_counts_nothing(self, client):
        url = reverse("community:search_log")
        data = {"page": token(), "signal": "asked"}
        client.post(url, data, HTTP_SEC_FETCH_SITE="cross-site")
        assert not SearchTally.objects.exists()

    def test_it_is_no_page(self, client):
        assert client.get(reverse("community:search_log")).status_code == 405

    def test_a_visitor_is_a_network_whatever_the_browser_says(self, client):
        for agent in range(6):
            client.post(
                reverse("community:search_log"),
                {"page": token(), "signal": "asked"},
                REMOTE_ADDR=f"2001:db8:0:1::{agent}",
                HTTP_USER_AGENT=f"agent {agent}",
                HTTP_X_FORWARDED_FOR=f"198.51.100.{agent}",
            )
        assert SearchTally.objects.get().asked == 1

    def test_members_count_by_account(self, client):
        for each in (make_user(), make_user()):
            client.force_login(each)
            said(client, page=token(), signal="asked")
        assert SearchTally.objects.get().asked == 2

    def test_a_flood_ends(self, client):
        for number in range(205):
            page = token_of(f"miel {number}", language="fr", is_answered=True)
            said(client, page=page, signal="asked")
        assert SearchTally.objects.count() == 200


class TestReport:
    @pytest.fixture(autouse=True)
    def asked(self):
        for visitor in range(5):
            shown = Shown("miel de lavande", "fr", is_answered=False)
            count(shown, Signal.ASKED, visitor=f"account {visitor}")
        count(Shown("secret rare", "fr", is_answered=False), Signal.ASKED, visitor="account 1")

    @pytest.mark.parametrize(
        ("roles", "status"),
        [
            ((), 302),
            ((Role.FACILITATOR,), 302),
            ((Role.EXPERT,), 302),
            ((Role.REVIEWER,), 200),
            ((Role.ANIMATOR,), 200),
        ],
    )
    def test_who_may_read_it(self, client, roles, status):
        client.force_login(make_user(*roles))
        assert client.get(reverse("community_searches")).status_code == status

    def test_only_what_many_asked(self, client, animator):
        client.force_login(animator)
        page = BeautifulSoup(client.get(reverse("community_searches")).content, "html.parser")
        lines = page.select("tbody tr")
        rows = [[cell.text.strip() for cell in line.select("td")][:3] for line in lines]
        assert rows == [["miel de lavande", "fr", "5"]]
        assert "secret" not in page.text
        shares = ["100\u202f%", "0\u202f%", "0\u202f%"]
        assert [each.text for each in page.select("dd")] == ["6", *shares]

    @pytest.mark.parametrize("months", ["1", "12", "0", "x", "²", "-3"])
    def test_any_period_shows_a_page(self, client, animator, months):
        client.force_login(animator)
        assert client.get(reverse("community_searches"), {"months": months}).status_code == 200

    def test_as_csv(self, client, animator):
        client.force_login(animator)
        response = client.get(reverse("community_searches"), {"export": "csv", "months": "12"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert list(csv.reader(response.content.decode().splitlines())) == [
            ["question", "language", "visitors"],
            ["miel de lavande", "fr", "5"],
        ]

    def test_with_nothing(self, client, animator):
        SearchTally.objects.all().delete()
        client.force_login(animator)
        page = BeautifulSoup(client.get(reverse("community_searches")).content, "html.parser")
        assert page.select("main dd, main table.listing") == []

    @pytest.mark.usefixtures("host_alone")
    def test_without_anybody_who_writes_cards(self, client, animator):
        client.force_login(animator)
        page = BeautifulSoup(client.get(reverse("community_searches")).content, "html.parser")
        links = [link["href"] for link in page.select("tbody a")]
        assert links == [
            "/cms/searchsynonym/new/?terms=miel+de+lavande",
            "/cms/searchpin/new/?questions=miel+de+lavande",
        ]
