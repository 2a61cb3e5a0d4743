"""Series, sessions and replays for the tests."""

import itertools
from datetime import timedelta

from django.utils import timezone

from community.themes.models import Theme
from tests.factories.recordings import make_recording, make_track
from webinars.programme.models import Series, Webinar, WebinarSpeaker
from webinars.replays.models import Replay

_numbers = itertools.count(1)
CHAPTERS = """WEBVTT

00:00:00.000 --> 00:00:05.000
Bonjour

00:00:05.000 --> 00:15:00.000
Le retour
"""


def make_series(**values):
    number = next(_numbers)
    values.setdefault("slug", f"serie-{number}")
    values.setdefault("title_fr", f"Le Comptoir {number}")
    values.setdefault("recurrence", "FREQ=WEEKLY;BYDAY=TH")
    return Series.objects.create(**values)


def make_webinar(*, days=7, speakers=("Claire Vasseur",), themes=(), **values):
    """A session announced for `days` from now, whose (guest) speakers agreed to the recording."""
    number = next(_numbers)
    values.setdefault("slug", f"seance-{number}")
    values.setdefault("title_fr", f"La séance {number}")
    values.setdefault("state", "announced")
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)
    values.setdefault("starts_at", start)
    values.setdefault("join_link", "https://visio.example/secret")
    webinar = Webinar.objects.create(**values)
    for order, name in enumerate(speakers):
        WebinarSpeaker.objects.create(
            webinar=webinar, name=name, sort_order=order, consented_on="2026-11-01"
        )
    if themes:
        webinar.themes.set(Theme.objects.filter(slug__in=themes))
        webinar.save()
    return webinar


def make_theme(slug="facilitation", **values):
    values.setdefault("name", slug.capitalize())
    return Theme.objects.get_or_create(slug=slug, defaults=values)[0]


def make_replay(*, webinar=None, is_published=True, recording=None, **values):
    webinar = webinar or make_webinar(days=-7, **values)
    if recording is None:
        recording = make_recording(title=str(webinar))
        make_track(recording)
        make_track(recording, kind="chapters", webvtt=CHAPTERS)
    return Replay.objects.create(
        webinar=webinar,
        recording=recording,
        published_at=timezone.now() if is_published else None,
    )
