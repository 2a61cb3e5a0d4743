"""The demo's programme, filled twice."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from community.demo.content import fill_people, fill_territories, fill_themes
from webinars.demo.programme import fill_programme, fill_registrations, fill_replays
from webinars.programme.models import Registration, Series, Webinar
from webinars.replays.models import Replay, WatchPosition

pytestmark = pytest.mark.django_db
STEPS = (fill_territories, fill_themes, fill_people, fill_programme, fill_replays)


def counts():
    return (
        Series.objects.count(),
        Webinar.objects.count(),
        Replay.objects.published().count(),
        Registration.objects.count(),
        WatchPosition.objects.count(),
    )


def test_filled_twice_it_is_the_same():
    for step in (*STEPS, fill_registrations):
        list(step())
    first = counts()
    assert first[:3] == (2, 16, 4)
    assert first[3] > 100
    for step in (fill_programme, fill_replays, fill_registrations):
        list(step())
    assert counts() == first
    coming = Webinar.objects.upcoming()
    assert coming.count() == 6
    assert coming.first().starts_at > timezone.now()
    for webinar in Webinar.objects.all():
        for mode in webinar.modes:
            capacity = webinar.capacity(mode)
            seated = webinar.registrations.seated().filter(mode=mode).count()
            assert capacity is None or seated <= capacity
    member = get_user_model().objects.get(username="member")
    assert Registration.objects.filter(user=member).exists()
