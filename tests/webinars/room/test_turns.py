"""A kept page never says “soon” of a session whose door is open, nor “now” of one that ended."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories.webinars import make_webinar
from webinars.programme.announcing import turn_pages
from webinars.programme.models import Webinar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, homes):
    """Keep pages, as in production."""
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300
    cache.clear()


def seen(client, webinar, at, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: at)
        return client.get(webinar.get_absolute_url())


@pytest.mark.parametrize("turn", ["door", "end"])
def test_the_page_turns_on_time(client, monkeypatch, turn):
    webinar = make_webinar(days=1)
    at = webinar.starts_at - timedelta(minutes=15) if turn == "door" else webinar.ends_at
    before = seen(client, webinar, at - timedelta(minutes=4), monkeypatch)
    after = seen(client, webinar, at + timedelta(seconds=1), monkeypatch)
    assert before.context["life"] != after.context["life"]
    assert "private" in before["Cache-Control"]


def test_far_from_its_turn_the_page_is_kept(client, monkeypatch):
    webinar = make_webinar(days=1)
    now = timezone.now()
    assert seen(client, webinar, now, monkeypatch).context is not None
    assert seen(client, webinar, now, monkeypatch).context is None


def test_lists_are_forgotten_once_at_each_turn(client, django_capture_on_commit_callbacks):
    webinar = make_webinar(days=1)
    path = "/fr/webinars/"

    def is_kept():
        client.get(path)
        return client.get(path).context is None

    def tick():
        with django_capture_on_commit_callbacks(execute=True):
            turn_pages()
        return client.get(path).context is None

    assert is_kept()
    assert tick()
    start = timezone.now() + timedelta(minutes=14)
    Webinar.objects.filter(pk=webinar.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=1)
    )
    assert not tick()
    assert tick()
    Webinar.objects.filter(pk=webinar.pk).update(
        starts_at=start - timedelta(hours=2), ends_at=timezone.now() - timedelta(seconds=20)
    )
    assert not tick()
    assert tick()
