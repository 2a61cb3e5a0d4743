"""What is held of a person, given out and erased."""

import pytest

from tests.factories.people import make_user
from tests.factories.webinars import make_replay, make_series, make_webinar
from webinars.programme.models import CalendarFeed, Registration, Subscription, WebinarSpeaker
from webinars.programme.services import register, subscribe
from webinars.replays.models import WatchPosition
from webinars.replays.services import keep_position
from webinars.room.privacy import erase, export

pytestmark = pytest.mark.django_db


def test_given_out_and_erased(person):
    other = make_user(name="Bob")
    series = make_series(slug="cafes")
    webinar = make_webinar(slug="seance", series=series, capacity_online=1)
    subscribe(series, user=person)
    register(webinar, user=other)
    replay = make_replay(slug="hier")
    keep_position(replay, user=person, seconds=30)
    WebinarSpeaker.objects.create(webinar=replay.webinar, member=person.member)
    held = export(person)
    assert [each["webinar"] for each in held["webinar_registrations"]] == ["seance"]
    assert held["webinar_subscriptions"] == ["cafes"]
    assert held["webinar_talks"] == [{"webinar": "hier", "consented_on": None}]
    assert held["replay_positions"] == [{"replay__webinar__slug": "hier", "seconds": 30}]
    erase(person)
    assert [each.user for each in Registration.objects.seated()] == [other]
    for model in (Subscription, WatchPosition, CalendarFeed):
        assert not model.objects.filter(user=person).exists()
