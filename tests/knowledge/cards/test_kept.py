"""Cards kept for many readers: never for those who may not read them, never after a change."""

from collections import deque

import pytest
from django.apps import apps
from django.urls import reverse

from community.themes.models import Theme
from knowledge.related.services import relate_all
from tests.factories.cards import make_card, make_libraries
from tests.factories.pages import make_homes
from tests.factories.people import make_organisation, make_user
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeping(settings):
    """Keep, as in production."""
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300


@pytest.mark.parametrize("number", [1, 3])
def test_a_warm_card_costs_three_queries(signed_in, library, number, django_assert_num_queries):
    card = make_card(library, themes=["facilitation"])
    for index in range(number):
        make_card(library, f"Voisine {index}", themes=["facilitation"])
    deque(relate_all(), maxlen=0)
    signed_in.get(card.url)
    # The account, the reader, whether they keep the card.
    with django_assert_num_queries(3):
        page = signed_in.get(card.url).content.decode()
    assert all(f"Voisine {index}" in page for index in range(number))


@pytest.mark.parametrize("number", [1, 3])
def test_a_warm_home_asks_what_is_ones_own(
    signed_in, person, library, number, django_assert_num_queries
):
    person.member.themes.add(make_theme("facilitation"))
    for index in range(number):
        make_card(library, f"Fraîche {index}", themes=["facilitation"])
    signed_in.get("/fr/")
    # The account, the reader, their themes; where there is a box, their need.
    with django_assert_num_queries(3 + apps.is_installed("mentoring")):
        page = signed_in.get("/fr/").content.decode()
    assert all(f"Fraîche {index}" in page for index in range(number))


def test_a_card_is_kept_from_those_whom_it_is_not_for(client, library):
    ours, theirs = make_organisation("Nous"), make_organisation("Eux")
    card = make_card(library, audience="organisation", audience_organisation=ours)
    near = make_card(library, "Pour tous", themes=["facilitation"])
    make_card(
        library,
        "Entre nous",
        themes=["facilitation"],
        audience="organisation",
        audience_organisation=ours,
    )
    deque(relate_all(), maxlen=0)
    ours_reads, theirs_reads = make_user(organisation=ours), make_user(organisation=theirs)
    for reader, status in ((ours_reads, 200), (theirs_reads, 404), (ours_reads, 200)):
        client.force_login(reader)
        assert client.get(card.url).status_code == status
        assert ("Entre nous" in client.get(near.url).content.decode()) == (status == 200)
    client.logout()
    assert client.get(card.url).status_code == 404
    assert "Entre nous" not in client.get(near.url).content.decode()


def test_each_home_is_fresh_in_its_own_themes(client, library):
    for theme in ("facilitation", "evaluation"):
        make_card(library, f"Sur {theme}", themes=[theme])
    for theme in ("facilitation", "evaluation", "facilitation"):
        user = make_user()
        user.member.themes.add(Theme.objects.get(slug=theme))
        client.force_login(user)
        page = client.get("/fr/").content.decode()
        assert f"Sur {theme}" in page
        assert page.count("Sur ") == 1


@pytest.mark.django_db(transaction=True)
def test_every_change_is_seen_at_once(client):
    library = make_libraries(make_homes())["fr"]
    author = make_user(name="Élise Garnier")
    author.member.is_listed = False
    author.member.save()
    card = make_card(library, owner=author, themes=["facilitation"])
    client.force_login(make_user())

    def page():
        return client.get(card.url).content.decode()

    assert "Élise Garnier" in page()
    author.member.name = "Élise Delmas"
    author.member.save()
    assert "Élise Delmas" in page()
    card.title = "Dire en trois phrases"
    card.save_revision().publish()
    assert "Dire en trois phrases" in page()
    assert "Proche" not in page()
    make_card(library, "Proche", themes=["facilitation"])
    assert "Proche" in page()
    card.unpublish()
    assert client.get(card.url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_library_follows_too(client):
    library = make_libraries(make_homes())["fr"]
    client.force_login(make_user())
    address = reverse("knowledge:library")
    assert "Toute neuve" not in client.get(address).content.decode()
    make_card(library, "Toute neuve")
    assert "Toute neuve" in client.get(address).content.decode()
