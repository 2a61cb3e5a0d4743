"""Who may read a card, over all roles and audiences: pages, lists, counts, API, sitemap."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import PageViewRestriction

from community.core.audience import Audience
from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.members.selectors import reader_for
from community.search.query import SearchQuery
from community.search.selectors import search
from knowledge.cards import permissions, selectors
from knowledge.cards.models import CardPage
from tests.factories.cards import make_card
from tests.factories.people import make_organisation, make_user


@pytest.fixture
def cards(library):
    """A card for each audience, and a draft for everyone."""
    organisation = make_organisation("Campus A")
    return {
        "everyone": make_card(library, "Pour tous", themes=["facilitation"]),
        "members": make_card(
            library, "Pour les membres", audience=Audience.MEMBERS, themes=["facilitation"]
        ),
        "organisation": make_card(
            library,
            "Pour le campus A",
            audience=Audience.ORGANISATION,
            audience_organisation=organisation,
            themes=["facilitation"],
        ),
        "draft": make_card(library, "Brouillon", live=False, themes=["facilitation"]),
    }


def users(cards):
    """Every sort of person with the cards that they may read."""
    own = cards["organisation"].audience_organisation
    member = {"everyone", "members"}
    return [
        (None, {"everyone"}),
        (make_user(), member),
        (make_user(Role.EXPERT), member),
        (make_user(Role.REVIEWER), member),
        (make_user(Role.FACILITATOR), member),
        (make_user(Role.ANIMATOR), member),
        (make_user(organisation=make_organisation("Campus B")), member),
        (make_user(organisation=own), member | {"organisation"}),
        (
            get_user_model().objects.create_superuser("root", "root@example.org", "pass"),
            {"everyone", "members", "organisation"},
        ),
        (make_user(is_active=False), {"everyone"}),
    ]


def test_the_rule_is_the_same_for_one_card_and_for_lists(cards):
    for user, readable in users(cards):
        reader = reader_for(user) if user else ANONYMOUS
        one_by_one = {k for k, card in cards.items() if permissions.can_read(reader, card)}
        listed = set(CardPage.objects.visible_to(reader).values_list("pk", flat=True))
        assert one_by_one == readable
        assert listed == {cards[key].pk for key in readable}


def test_pages_lists_api_and_counts_obey(cards, client):
    for user, readable in users(cards):
        if user and user.is_active:
            client.force_login(user)
        for key, card in cards.items():
            assert client.get(card.url).status_code == (200 if key in readable else 404), key
        library = client.get("/fr/savoirs/").content.decode()
        shown = {key for key, card in cards.items() if card.title in library}
        assert shown == readable
        assert f"{len(readable)} fiche" in library
        themes = client.get("/fr/savoirs/").context["library"].themes
        assert [choice.count for choice in themes] == [len(readable)]
        answer = client.get("/api/cards/").json()
        assert {card["title"] for card in answer["results"]} == {
            cards[key].title for key in readable
        }
        assert answer["total"] == len(readable)
        for key, card in cards.items():
            expected = 200 if key in readable else 404
            answer = client.get(f"/api/cards/{card.pk}", follow=True)
            assert answer.status_code == expected
        client.logout()


def test_translations_leak_nothing(cards, libraries):
    english = make_card(
        libraries["en"], "For members", audience=Audience.MEMBERS, themes=["facilitation"]
    )
    CardPage.objects.filter(pk=english.pk).update(translation_key=cards["everyone"].translation_key)
    screen = selectors.card_screen(cards["everyone"], ANONYMOUS)
    assert screen.elsewhere == []
    screen = selectors.card_screen(cards["everyone"], reader_for(make_user()))
    assert [other.also for other in screen.elsewhere] == ["Also in English"]


def test_the_sitemap_lists_only_what_anyone_may_read(cards, client):
    text = client.get("/sitemap.xml").content.decode()
    listed = {key for key, card in cards.items() if card.url in text}
    assert listed == {"everyone"}


def test_an_editors_preview_shows_a_draft_to_its_author(library, client, expert):
    card = make_card(library, "Brouillon", live=False, owner=expert)
    client.force_login(expert)
    answer = client.get(f"/cms/pages/{card.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Brouillon" in answer.content.decode()


def test_what_wagtails_privacy_keeps_back_is_nowhere_else(
    libraries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        card = make_card(libraries["fr"], "Une fiche sous clé", themes=["facilitation"])
    asked = SearchQuery(text="fiche sous clé", reader=ANONYMOUS)
    assert search(asked).total == 1
    with django_capture_on_commit_callbacks(execute=True):
        kept_back = PageViewRestriction.objects.create(
            page=libraries["fr"], restriction_type="password", password="ouvre-toi"
        )
    assert not CardPage.objects.visible_to(ANONYMOUS).filter(pk=card.pk)
    assert search(asked).total == 0
    with django_capture_on_commit_callbacks(execute=True):
        kept_back.delete()
    assert CardPage.objects.visible_to(ANONYMOUS).filter(pk=card.pk)
    assert search(asked).total == 1
