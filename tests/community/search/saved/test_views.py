"""The pages of saved searches: each person's own."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from community.search.saved.models import SavedSearch
from community.search.saved.services import save_search
from tests.factories.people import make_user
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_results_page_offers_both(client, homes):
    page = page_of(client.get(reverse("community:search"), {"q": "miel", "theme": "a"}))
    links = [link["href"] for link in page.select("#results a[href*='search/feed'], a[href*=new]")]
    query = "?q=miel&theme=a"
    assert links == [f"/fr/search/saved/new/{query}", f"/fr/search/feed/{query}"]
    alternate = page.select_one("link[rel=alternate][type='application/atom+xml']")
    assert alternate["href"] == f"/fr/search/feed/{query}"


def test_saving_from_a_search_by_way_of_signing_in(client, homes, person):
    url = reverse("community:saved_new") + "?q=miel&type=card"
    asked = client.get(url)
    assert asked["Location"].startswith("/fr/account/login/?next=/fr/search/saved/new/%3Fq%3Dmiel")
    client.force_login(person)
    form = page_of(client.get(url)).select_one("main form")
    assert form.select_one("#id_name")["value"].startswith("miel")
    response = client.post(url, {"name": "Mes abeilles", "wants_alert": "on"})
    assert response["Location"] == reverse("community:saved_searches")
    saved = SavedSearch.objects.get(owner=person)
    assert (saved.name, saved.query, saved.wants_alert) == (
        "Mes abeilles",
        "q=miel&type=card",
        True,
    )
    again = client.get(url)
    assert again["Location"] == reverse("community:saved_edit", args=[saved.pk])


def test_a_name_is_needed(signed_in):
    response = signed_in.post(reverse("community:saved_new") + "?q=miel", {"name": ""})
    assert page_of(response).select_one(".error-summary, [aria-invalid=true]")
    assert not SavedSearch.objects.exists()


def test_nothing_asked_cannot_be_saved(signed_in):
    response = signed_in.get(reverse("community:saved_new"))
    assert response["Location"] == reverse("community:search")


def test_changing_and_deleting(signed_in, person):
    saved = save_search(person, query="q=miel")
    signed_in.post(reverse("community:saved_edit", args=[saved.pk]), {"name": "Autre nom"})
    saved.refresh_from_db()
    assert (saved.name, saved.wants_alert) == ("Autre nom", False)
    opened = signed_in.get(reverse("community:saved_open", args=[saved.pk]))
    assert opened["Location"] == "/fr/search/?q=miel"
    url = reverse("community:saved_delete", args=[saved.pk])
    assert signed_in.get(url).status_code == 405
    signed_in.post(url)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("name", ["saved_open", "saved_edit", "saved_delete", "saved_feed_renew"])
def test_another_s_search_is_not_there(signed_in, name):
    saved = save_search(make_user(), query="q=miel")
    url = reverse(f"community:{name}", args=[saved.pk])
    assert signed_in.post(url).status_code == 404
    assert SavedSearch.objects.filter(pk=saved.pk, feed_version=1).exists()


@pytest.mark.parametrize("name", ["saved_searches", "saved_new"])
def test_visitors_sign_in_first(client, name):
    assert client.get(reverse(f"community:{name}")).status_code == 302


def test_nothing_saved_leads_to_the_search(signed_in, homes):
    with translation.override("en"):
        page = page_of(signed_in.get(reverse("community:saved_searches")))
    assert page.select_one(".empty__title").text == "No search saved yet"
    assert page.select_one(".empty a")["href"] == "/en/search/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list(signed_in, person, homes, number, django_assert_num_queries):
    index("card", 1, make_document("Le miel", "Du miel."))
    for each in range(number):
        save_search(person, query=f"q=miel{each}", name=f"Miel {each}")
    signed_in.get(reverse("community:saved_searches"))
    with django_assert_num_queries(3):
        response = signed_in.get(reverse("community:saved_searches"))
    page = page_of(response)
    assert [each.text for each in page.select(".rows h2")] == [f"Miel {n}" for n in range(number)]
    assert len({link["href"] for link in page.select(".rows details a")}) == number
    assert "no-store" in response["Cache-Control"]
