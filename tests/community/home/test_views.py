"""The first page, and the pages about the site itself."""

import xml.etree.ElementTree as ET

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import translation

from community.home.models import InfoPage
from tests.factories.people import make_organisation, make_territory
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_visitors_home(homes, host_alone, client, number, django_assert_num_queries):
    for index in range(number):
        place = make_territory(f"D{index}", kind="department", column=index, row=1)
        make_organisation(territory=place)
    client.get("/fr/")
    with django_assert_num_queries(8):
        response = client.get("/fr/")
    assert [figure["value"] for figure in response.context["figures"]] == [number]


def test_queries_of_a_members_home(homes, host_alone, signed_in, django_assert_num_queries):
    signed_in.get("/fr/")
    with django_assert_num_queries(8):
        signed_in.get("/fr/")


def test_a_visitor_and_a_member_have_homes_of_their_own(homes, client, person):
    assert "community/home/home_page.html" in [t.name for t in client.get("/fr/").templates]
    client.force_login(person)
    response = client.get("/fr/")
    assert "community/home/home_member.html" in [t.name for t in response.templates]
    assert "Jade" in response.content.decode()


def addresses(client):
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own answer)
    return [loc.text for loc in tree.findall("s:url/s:loc", MAP)]


def test_the_sitemap_lists_both_languages(homes, client):
    make_theme("Facilitation")
    make_organisation(code="FC-1")
    about = homes["fr"].add_child(
        instance=InfoPage(title="Nous", slug="nous", body="<p>.</p>", locale=homes["fr"].locale)
    )
    english = about.copy_for_translation(homes["en"].locale)
    english.slug = "us"
    english.save_revision().publish()
    found = addresses(client)
    for path in (
        "/fr/",
        "/en/",
        "/fr/nous/",
        "/en/us/",
        "/fr/themes/",
        "/en/themes/",
        "/fr/themes/facilitation/",
        "/en/themes/facilitation/",
        "/fr/organisations/FC-1/",
        "/en/organisations/FC-1/",
        "/fr/search/",
        "/en/search/",
    ):
        assert sum(address.endswith(f"testserver{path}") for address in found) == 1, path
    assert len(found) == len(set(found))


def test_the_sitemap_lists_nothing_that_only_members_see(homes, client):
    page = homes["fr"].add_child(
        instance=InfoPage(title="Nous", slug="nous", body="<p>.</p>", locale=homes["fr"].locale)
    )
    page.view_restrictions.create(restriction_type="login")
    found = addresses(client)
    assert not any("/nous/" in address or "/members/" in address for address in found)


def test_robots(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()
    assert "Disallow: /cms/" in response.content.decode()


def test_alive(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_ready(client):
    assert client.get("/readyz").json() == {"status": "ready"}


def test_not_ready_while_a_migration_waits(client):
    MigrationRecorder.Migration.objects.filter(app="community").order_by("name").last().delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "migrations wait"


@pytest.mark.parametrize("key", ["about", "accessibility", "privacy"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_footers_pages(homes, client, key, language):
    with translation.override(language):
        path = reverse(f"community:{key}")
    assert client.get(path).status_code == 404
    homes[language].add_child(
        instance=InfoPage(
            title=key, slug=f"{key}-x", key=key, body="<p>.</p>", locale=homes[language].locale
        )
    )
    assert client.get(path)["Location"] == f"/{language}/{key}-x/"


def test_the_developers_page(homes, client):
    assert client.get("/fr/design/").status_code == 200
