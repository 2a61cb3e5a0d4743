"""The last places, wanted by many at the same moment, in threads with connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from tests.factories.webinars import make_webinar
from webinars.programme.models import Registration, Webinar
from webinars.programme.services import give_up, register

WANTED, PLACES = 12, 3


@pytest.fixture
def _committed(django_db_setup, django_db_blocker):
    """What threads see must be committed; it is taken away by hand, so that the rest stays."""
    with django_db_blocker.unblock():
        people = get_user_model().objects.filter(username__startswith="thread-")
        try:
            yield
        finally:
            Webinar.objects.filter(slug__startswith="thread-").delete()
            people.delete()


@pytest.fixture
def people(_committed):
    model = get_user_model()
    return [model.objects.create_user(username=f"thread-{n}") for n in range(WANTED)]


@pytest.fixture
def webinar(_committed):
    return make_webinar(slug="thread-full", capacity_online=PLACES)


def at_once(action, people):
    barrier = Barrier(len(people))

    def run(user):
        try:
            barrier.wait(timeout=30)
            action(user)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(run, people))


def test_never_more_places_than_there_are(people, webinar):
    at_once(lambda user: register(webinar, user=user), people)
    assert Registration.objects.seated().filter(webinar=webinar).count() == PLACES
    assert Registration.objects.waiting().filter(webinar=webinar).count() == WANTED - PLACES
    at_once(lambda user: give_up(webinar, user=user), people[:PLACES])
    left = Registration.objects.seated().filter(webinar=webinar)
    assert left.count() == PLACES


def test_the_same_person_twice_at_once_has_one_place(people, webinar):
    at_once(lambda _user: register(webinar, user=people[0]), people[:4])
    assert Registration.objects.filter(webinar=webinar, user=people[0]).count() == 1
