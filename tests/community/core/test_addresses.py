"""The language switch keeps the page; notifications lead to the reader's language."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from community.core.addresses import in_language, localised
from community.core.context import language_urls
from community.home.models import InfoPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shown", ["fr", "en"])
@pytest.mark.parametrize(
    ("url", "english"),
    [
        ("/fr/organisations/", "/en/organisations/"),
        ("/en/organisations/", "/en/organisations/"),
        ("/organisations/", "/en/organisations/"),
        (
            "/fr/organisations/FC-001/?a=1&b=%C3%A9#people",
            "/en/organisations/FC-001/?a=1&b=%C3%A9#people",
        ),
        ("/fr/account/login/?next=/fr/inbox/", "/en/account/login/?next=/fr/inbox/"),
        ("/fr/some/page/of/the/tree/", ""),
        ("/cms/", ""),
        ("/fr/no.such.thing", ""),
    ],
)
def test_an_address_in_english(shown, url, english):
    with translation.override(shown):
        assert in_language(url, "en") == english


@pytest.mark.parametrize(
    "url", ["https://example.org/fr/themes/", "//example.org/", "/cms/pages/3/edit/", "/fr/carte/"]
)
def test_what_has_no_other_language_stays(url):
    assert localised(url, "en") == url


def switch(request, code):
    return next(each["url"] for each in language_urls(request) if each["code"] == code)


def test_a_view_keeps_its_query():
    with translation.override("fr"):
        request = RequestFactory().get("/fr/organisations/?q=caf%C3%A9&page=2")
        assert switch(request, "en") == "/en/organisations/?q=caf%C3%A9&page=2"


@pytest.fixture
def about(homes):
    page = homes["fr"].add_child(
        instance=InfoPage(
            title="Qui nous sommes",
            slug="qui-nous-sommes",
            body="<p>Nous.</p>",
            locale=homes["fr"].locale,
        )
    )
    english = page.copy_for_translation(homes["en"].locale)
    english.title, english.slug = "Who we are", "who-we-are"
    english.save_revision().publish()
    return page


def alternate(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return next(each["url"] for each in response.context["language_urls"] if not each["current"])


def test_a_page_leads_to_its_translation(client, about):
    assert alternate(client, "/fr/qui-nous-sommes/?t=12") == "/en/who-we-are/?t=12"
    assert alternate(client, "/en/who-we-are/") == "/fr/qui-nous-sommes/"


def test_a_page_without_translation_leads_home(client, homes):
    homes["fr"].add_child(
        instance=InfoPage(title="Seule", slug="seule", body="<p>.</p>", locale=homes["fr"].locale)
    )
    assert alternate(client, "/fr/seule/") == "/en/"


def test_a_page_that_is_not_there_leads_home(client, homes):
    response = client.get("/fr/nowhere/")
    assert response.status_code == 404
    assert {each["code"]: each["url"] for each in response.context["language_urls"]} == {
        "fr": "/fr/",
        "en": "/en/",
    }


def test_home_in_both_languages(client, homes):
    assert alternate(client, "/fr/") == "/en/"
    assert alternate(client, "/en/?x=1") == "/fr/?x=1"
