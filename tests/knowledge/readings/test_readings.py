"""Readings are counted once a day for each visitor, and nobody is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.audience import Audience
from knowledge.readings.models import CardReadings
from knowledge.readings.selectors import RECENT_DAYS, readings_of
from knowledge.readings.services import count
from tests.factories.cards import make_card


def numbers():
    return [row.number for row in CardReadings.objects.order_by("card", "day")]


def read(client, card, **headers):
    return client.post(f"/fr/knowledge/readings/{card.pk}/", **headers)


@pytest.fixture
def card(library):
    return make_card(library)


def test_a_visitor_counts_once_a_day(client, card, person, expert):
    for _ in range(2):
        assert read(client, card).status_code == 204
    assert numbers() == [1]
    for user in (person, expert, person):
        client.force_login(user)
        read(client, card)
    assert numbers() == [3]


def test_authors_and_other_sites_do_not_count(client, card, expert):
    card.author = expert.member
    card.save()
    client.force_login(expert)
    read(client, card)
    client.logout()
    read(client, card, headers={"Sec-Fetch-Site": "cross-site"})
    assert numbers() == []


def test_what_one_may_not_read_is_not_counted(client, library):
    for card in (make_card(library, live=False), make_card(library, audience=Audience.MEMBERS)):
        assert read(client, card).status_code == 204
    assert client.post("/fr/knowledge/readings/999999/").status_code == 204
    assert client.get(f"/fr/knowledge/readings/{card.pk}/").status_code == 405
    assert numbers() == []


def test_a_count_is_one_query_but_for_the_first_of_a_day(card, django_assert_num_queries):
    count(card.pk)
    with django_assert_num_queries(1):
        count(card.pk)
    assert numbers() == [2]


def test_only_the_last_days_are_told(card):
    today = timezone.localdate()
    for days in (0, RECENT_DAYS - 1, RECENT_DAYS):
        count(card.pk, on=today - timedelta(days=days))
    assert readings_of([card.pk]) == {card.pk: 2}


def test_a_kept_page_says_where_to_count(client, card):
    for _ in range(2):
        assert f'data-read-url="/fr/knowledge/readings/{card.pk}/"' in (
            client.get(card.url).content.decode()
        )
