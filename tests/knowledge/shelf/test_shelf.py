"""What a member keeps: one click, collections in an order, shared by link, and taken along."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.errors import Refused
from community.members.selectors import reader_for
from knowledge.cards.models import CardPage
from knowledge.shelf import personal_data, selectors, services
from knowledge.shelf.models import Bookmark, CollectedCard, Collection
from tests.factories.cards import make_card
from tests.factories.people import make_user


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(answer):
    return [each.get_text(strip=True) for each in soup_of(answer).select(".card__title")]


def keep_url(card):
    return reverse("knowledge:keep_card", args=[card.pk])


def act_url(collection, act):
    return reverse("knowledge:collection_act", args=[collection.pk, act])


def order_of(collection):
    return list(CollectedCard.objects.filter(collection=collection).values_list("card", flat=True))


@pytest.fixture
def collection(person, library):
    """Three cards in a collection of the person's."""
    made = services.make_collection("Pour lundi", by=person.member)
    for title in "ABC":
        services.put(make_card(library, title), into=made)
    return made


def test_a_card_is_kept_in_one_click_and_once(signed_in, person, library):
    card = make_card(library)
    for _ in range(2):
        answer = signed_in.post(keep_url(card))
        assert (answer.status_code, answer["Location"]) == (302, card.url)
    assert Bookmark.objects.filter(member=person.member, card=card).count() == 1
    button = soup_of(signed_in.get(card.url)).select_one(".card-keep button")
    assert button["aria-pressed"] == "true"
    for _ in range(2):
        signed_in.post(keep_url(card), {"let_go": "1"})
    assert not Bookmark.objects.exists()


def test_htmx_gets_the_button_alone(signed_in, library):
    card = make_card(library)
    answer = signed_in.post(keep_url(card), headers={"HX-Request": "true"})
    page = soup_of(answer)
    assert "<html" not in answer.content.decode()
    assert page.select_one("button")["aria-pressed"] == "true"
    assert page.select_one("input[name=csrfmiddlewaretoken]")["value"]
    assert page.select_one("input[name=let_go]")


def test_a_kept_page_shows_each_their_own_state(client, settings, library):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300
    card = make_card(library)
    keeps, other = make_user(), make_user()
    services.keep(card, by=keeps.member)
    for user, state in ((keeps, "true"), (other, "false"), (keeps, "true")):
        client.force_login(user)
        button = soup_of(client.get(card.url)).select_one(".card-keep button")
        assert button["aria-pressed"] == state
    client.logout()
    assert not soup_of(client.get(card.url)).select(".card-keep")


def test_what_one_may_not_see_is_not_kept_and_leaves_the_lists(signed_in, person, library):
    hidden = make_card(library, "Brouillon", live=False)
    assert signed_in.post(keep_url(hidden)).status_code == 404
    card = make_card(library, "Retirée")
    services.keep(card, by=person.member)
    assert titles(signed_in.get(reverse("knowledge:shelf"))) == ["Retirée"]
    card.unpublish()
    assert titles(signed_in.get(reverse("knowledge:shelf"))) == []


def test_visitors_are_asked_to_sign_in(client, library):
    card = make_card(library)
    for answer in (client.get(reverse("knowledge:shelf")), client.post(keep_url(card))):
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_shelf_asks_as_much_for_three_as_for_one(
    signed_in, person, library, number, django_assert_num_queries
):
    for index in range(number):
        card = make_card(library, f"Fiche {index}", themes=["facilitation"])
        services.keep(card, by=person.member)
        services.put(card, into=services.make_collection(f"Ma {index}", by=person.member))
    signed_in.get(reverse("knowledge:shelf"))
    with django_assert_num_queries(7):
        answer = signed_in.get(reverse("knowledge:shelf"))
    assert len(titles(answer)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_collection_asks_as_much_for_three_as_for_one(
    signed_in, person, library, number, django_assert_num_queries
):
    made = services.make_collection("Pour lundi", by=person.member)
    for index in range(number):
        services.put(make_card(library, f"Fiche {index}"), into=made)
    signed_in.get(made.get_absolute_url())
    with django_assert_num_queries(6):
        answer = signed_in.get(made.get_absolute_url())
    assert len(soup_of(answer).select(".shelf-row")) == number


def test_cards_are_ordered_by_saying_who_comes_next(signed_in, collection):
    first, second, third = order_of(collection)
    rows = soup_of(signed_in.get(collection.get_absolute_url())).select(".shelf-row")
    down = rows[0].select("button[name=before]")[0]
    for _ in range(2):  # Sent twice it changes nothing more.
        signed_in.post(act_url(collection, "order"), {"card": first, "before": down["value"]})
        assert order_of(collection) == [second, first, third]
    signed_in.post(act_url(collection, "order"), {"card": second, "before": ""})
    assert order_of(collection) == [first, third, second]
    signed_in.post(act_url(collection, "order"), {"card": "x", "before": "-1"})
    assert order_of(collection) == [first, third, second]


def test_the_last_button_moves_to_the_end(signed_in, collection):
    first, second, third = order_of(collection)
    rows = soup_of(signed_in.get(collection.get_absolute_url())).select(".shelf-row")
    (up, down) = rows[1].select("button[name=before]")
    assert (up["value"], down["value"]) == (str(first), "")
    signed_in.post(act_url(collection, "order"), {"card": second, "before": down["value"]})
    assert order_of(collection) == [first, third, second]


def test_a_link_opens_what_each_may_see_until_it_is_closed(client, person, collection):
    first, *others = order_of(collection)
    CardPage.objects.filter(pk=first).update(audience="members")
    client.force_login(person)
    client.post(act_url(collection, "share"))
    collection.refresh_from_db()
    link = reverse("knowledge:shared_collection", args=[collection.share_key])
    assert len(titles(client.get(link))) == 1 + len(others)
    client.logout()
    answer = client.get(link)
    assert len(titles(answer)) == len(others)
    assert str(person.member) not in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    services.share(collection)
    assert client.get(link).status_code == 200
    services.close(collection)
    assert client.get(link).status_code == 404
    unknown = reverse("knowledge:shared_collection", args=[uuid.uuid4()])
    assert client.get(unknown).status_code == 404


def test_somebody_elses_collection_is_not_there(client, collection):
    client.force_login(make_user())
    assert client.get(collection.get_absolute_url()).status_code == 404
    for act in ("share", "delete", "rename", "order", "take-out"):
        assert client.post(act_url(collection, act), {"name": "x"}).status_code == 404
    assert Collection.objects.filter(pk=collection.pk, share_key=None).exists()


def test_a_card_goes_into_collections_and_out_again(signed_in, person, library, collection):
    card = make_card(library, "Nouvelle")
    address = reverse("knowledge:card_collections", args=[card.pk])
    for _ in range(2):
        signed_in.post(address, {"in": [collection.pk], "name": " Autre  nom "})
    made = Collection.objects.get(member=person.member, name="Autre nom")
    holding = selectors.collections_with(reader_for(person), card.pk)
    assert holding == {collection.pk, made.pk}
    page = soup_of(signed_in.get(address))
    assert {box["value"] for box in page.select("input[checked]")} == {str(k) for k in holding}
    signed_in.post(address, {"in": []})
    assert selectors.collections_with(reader_for(person), card.pk) == set()


def test_names_are_ones_own_and_told_apart(person, collection):
    assert services.make_collection(" Pour  lundi ", by=person.member) == collection
    assert services.make_collection("Pour lundi", by=make_user().member) != collection
    other = services.make_collection("Autre", by=person.member)
    with pytest.raises(Refused):
        services.rename(other, name="Pour lundi")
    with pytest.raises(Refused):
        services.make_collection(" \x00 ", by=person.member)


def test_a_person_takes_it_along_and_leaves_nothing(person, library, collection):
    card = make_card(library, "Gardée")
    services.keep(card, by=person.member)
    services.share(collection)
    collection.refresh_from_db()
    held = personal_data.export(person)
    assert [each["card"] for each in held["kept_cards"]] == [card.pk]
    assert held["collections"] == [
        {"name": "Pour lundi", "is_shared": True, "cards": order_of(collection)}
    ]
    personal_data.erase(person)
    assert selectors.shared_collection(collection.share_key) is None
    assert personal_data.export(person) == {"kept_cards": [], "collections": []}
