"""A series, a replay and a trip are searched within, by those who may see them."""

import pytest
from bs4 import BeautifulSoup

from community.core.reader import ANONYMOUS, Reader
from community.search.doors import scope_named
from tests.factories.trips import make_trip
from tests.factories.webinars import make_replay, make_series, make_webinar
from webinars.programme.search import WebinarProjection
from webinars.replays.search import ReplayProjection
from webinars.trips.search import TripProjection

pytestmark = pytest.mark.django_db


def within(client, url):
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [i["value"] for i in page.select('form.searchbox input[name="in"]')]


def test_a_series_has_a_box_of_its_own(client):
    series = make_series()
    replay = make_replay(webinar=make_webinar(days=-7, series=series))
    scope = f"series:{series.slug}"
    assert within(client, series.get_absolute_url()) == [scope]
    assert scope_named(scope, ANONYMOUS).url == series.get_absolute_url()
    for document in ReplayProjection().documents(replay.pk):
        assert scope in document.scopes


def test_a_replay_too(client):
    replay = make_replay()
    scope = f"webinar:{replay.webinar.slug}"
    assert within(client, replay.webinar.get_absolute_url()) == [scope]
    (document, *_rest) = ReplayProjection().documents(replay.pk)
    assert document.extra == {"scope": scope}
    assert scope in document.scopes


def test_an_announced_session_is_of_its_series():
    session = make_webinar(days=7, series=make_series())
    (document, *_rest) = WebinarProjection().documents(session.pk)
    assert document.scopes == (f"webinar:{session.slug}", f"series:{session.series.slug}")


def test_a_trip_too(client):
    trip = make_trip()
    scope = f"trip:{trip.slug}"
    assert within(client, trip.get_absolute_url()) == [scope]
    (document, *_rest) = TripProjection().documents(trip.pk)
    assert tuple(document.scopes) == (scope,)


def test_a_thing_that_one_may_not_see_has_no_name():
    trip = make_trip(audience="members")
    assert scope_named(f"trip:{trip.slug}", ANONYMOUS) is None
    member = Reader(user_id=1, audiences=frozenset({"public", "members"}))
    assert scope_named(f"trip:{trip.slug}", member).label == str(trip.title)
    session = make_webinar(days=7, audience="members")
    assert scope_named(f"webinar:{session.slug}", ANONYMOUS) is None
