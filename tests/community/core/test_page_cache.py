"""Whole pages kept for visitors: never one person's page for another."""

import re

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from community.core.models import Generation
from community.core.page_cache import AnonymousPageCache, forget_pages
from community.home.models import HomePage
from community.organisations.models import Organisation
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
NONCE = re.compile(r"'nonce-([^']+)'")


@pytest.fixture(autouse=True)
def kept(settings, homes):
    """Keep pages, as in production."""
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300


def queries_of(client, path, django_assert_max_num_queries, **headers):
    with django_assert_max_num_queries(100) as captured:
        response = client.get(path, **headers)
    assert response.status_code == 200
    return len(captured), response


def test_the_second_visitor_gets_the_kept_page_for_one_query(client, django_assert_num_queries):
    path = reverse("community:organisations")
    first = client.get(path)
    with django_assert_num_queries(1):
        second = client.get(path)
    assert NONCE.sub("", second["Content-Security-Policy"]) == NONCE.sub(
        "", first["Content-Security-Policy"]
    )
    assert second["Vary"] == first["Vary"]
    assert len(second.content) == len(first.content)


def test_every_answer_has_a_nonce_of_its_own():
    made = []

    def page(request):
        made.append(str(request.csp_nonce))
        return HttpResponse(f'<script nonce="{request.csp_nonce}">1</script>')

    site = AnonymousPageCache(CSPMiddleware(page))
    answers = [site(RequestFactory().get("/fr/x/")) for _ in range(3)]
    nonces = [NONCE.search(answer["Content-Security-Policy"])[1] for answer in answers]
    assert len(made) == 1
    assert len(set(nonces)) == 3
    assert [answer.content.decode() for answer in answers] == [
        f'<script nonce="{nonce}">1</script>' for nonce in nonces
    ]


def test_a_member_never_gets_nor_leaves_a_kept_page(client, signed_in, person):
    path = reverse("community:organisations")
    own = signed_in.get(path).content.decode()
    assert person.member.name in own or person.email in own
    signed_in.cookies.clear()
    visitor = signed_in.get(path).content.decode()
    assert person.email not in visitor
    assert reverse("account_login") in visitor
    signed_in.force_login(person)
    assert reverse("community:inbox") in signed_in.get(path).content.decode()


def test_a_page_that_asks_for_a_token_is_not_kept(client):
    path = reverse("account_login")
    tokens = set()
    for _ in range(2):
        client.cookies.clear()
        tokens.add(client.get(path).cookies["csrftoken"].value)
    assert len(tokens) == 2


def test_languages_are_kept_apart(client):
    french = client.get("/fr/organisations/").content.decode()
    english = client.get("/en/organisations/").content.decode()
    assert '<html lang="fr">' in french
    assert '<html lang="en">' in english
    assert '<html lang="fr">' in client.get("/fr/organisations/").content.decode()


def test_fragments_are_kept_apart(client, django_assert_max_num_queries):
    path = "/fr/organisations/"
    client.get(path)
    count, _page = queries_of(
        client, path, django_assert_max_num_queries, headers={"hx-request": "true"}
    )
    assert count > 1


def test_addresses_are_kept_apart(client, django_assert_max_num_queries):
    make_organisation("Campus des Trois Rivières")
    assert "Campus des Trois Rivières" in client.get("/fr/organisations/").content.decode()
    other = client.get("/fr/organisations/?q=rien").content.decode()
    assert "Campus des Trois Rivières" not in other


@pytest.mark.parametrize("header", ["authorization", "range"])
def test_requests_that_say_who_asks_pass_by(client, header, django_assert_max_num_queries):
    client.get("/fr/organisations/")
    count, _page = queries_of(
        client, "/fr/organisations/", django_assert_max_num_queries, headers={header: "x"}
    )
    assert count > 1


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_visitors_see_the_new_page(client):
    assert "Apprendre des autres." in client.get("/fr/").content.decode()
    home = HomePage.objects.get(locale__language_code="fr")
    home.sentence = "Une autre phrase."
    home.save_revision().publish()
    assert "Une autre phrase." in client.get("/fr/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_vocabulary_does_too(client):
    make_organisation("Avant")
    assert "Avant" in client.get("/fr/organisations/").content.decode()
    Organisation.objects.get().delete()
    assert "Avant" not in client.get("/fr/organisations/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_forgetting_counts_on():
    before = Generation.objects.get(key="pages").number
    forget_pages()
    forget_pages()
    assert Generation.objects.get(key="pages").number == before + 2


def test_with_no_seconds_nothing_is_kept(client, settings, django_assert_max_num_queries):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 0
    client.get("/fr/organisations/")
    count, _page = queries_of(client, "/fr/organisations/", django_assert_max_num_queries)
    assert count > 1
