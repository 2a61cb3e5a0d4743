"""Cards as a feed: narrowed like the library, and to whom it is asked for."""

from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from tests.factories.cards import make_card
from tests.factories.people import make_territory

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed():
    with override("fr"):
        return reverse("knowledge:card_feed")


def titles(answer):
    return [each.text for each in ET.fromstring(answer.content).iter(f"{ATOM}title")][1:]  # noqa: S314  (ours)


def test_a_feed_is_narrowed_like_the_library(client, libraries, feed, expert):
    region = make_territory("R75", name_fr="Nouvelle-Aquitaine")
    make_card(libraries["fr"], "Du thème", themes=["facilitation"])
    make_card(libraries["fr"], "D’ici", territory=region)
    make_card(libraries["fr"], "De l’experte", owner=expert)
    make_card(libraries["en"], "Elsewhere", themes=["facilitation"])
    handle = expert.member.handle
    assert titles(client.get(feed)) == ["De l’experte", "D’ici", "Du thème"]
    assert titles(client.get(f"{feed}?theme=facilitation")) == ["Du thème"]
    assert titles(client.get(f"{feed}?territory=R75")) == ["D’ici"]
    assert titles(client.get(f"{feed}?author={handle}")) == ["De l’experte"]
    for nothing in ("theme=nowhere", "territory=ZZ", "author=nobody"):
        assert titles(client.get(f"{feed}?{nothing}")) == []


def test_a_feed_tells_each_what_they_may_read(client, person, library, feed):
    make_card(library, "Pour tous")
    make_card(library, "Entre membres", audience="members")
    public = client.get(feed)
    assert titles(public) == ["Pour tous"]
    assert public["Cache-Control"] == "no-cache"
    client.force_login(person)
    private = client.get(feed)
    assert titles(private) == ["Entre membres", "Pour tous"]
    assert private["Cache-Control"] == "private, no-cache"
    again = client.get(feed, headers={"If-None-Match": private["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_asks_as_much_for_three_as_for_one(
    client, library, feed, number, django_assert_num_queries
):
    for index in range(number):
        make_card(library, f"Fiche {index}", themes=["facilitation"])
    client.get(feed)
    with django_assert_num_queries(2):
        assert len(titles(client.get(f"{feed}?theme=facilitation"))) == number


def test_the_library_names_the_feed_of_what_it_shows(client, library, feed):
    make_card(library, themes=["facilitation"])
    page = BeautifulSoup(client.get("/fr/savoirs/?theme=facilitation").content, "html.parser")
    link = page.select_one("link[type='application/atom+xml']")
    assert link["href"] == f"{feed}?theme=facilitation"
    assert page.select_one(f"a[href='{link['href']}']")


def test_a_theme_and_a_profile_lead_to_their_feed(client, library, person, expert):
    make_card(library, themes=["retour"], author=expert.member)
    client.force_login(person)
    for address, narrowed in (
        (reverse("community:theme", args=["retour"]), "theme=retour"),
        (
            reverse("community:member", args=[expert.member.handle]),
            f"author={expert.member.handle}",
        ),
    ):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        (alternate,) = page.select('link[type="application/atom+xml"]')
        assert alternate["href"].endswith(f"/fil/?{narrowed}")
        assert page.select(f'main a[href="{alternate["href"]}"]')
        assert client.get(alternate["href"]).status_code == 200


def test_one_s_own_cards_stand_in_the_menu_of_the_account(client, library, person):
    client.force_login(person)
    page = BeautifulSoup(client.get("/fr/savoirs/").content, "html.parser")
    assert page.select(f'.dropdown a[href="{reverse("knowledge:shelf")}"]')
