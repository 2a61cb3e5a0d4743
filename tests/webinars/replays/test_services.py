"""A replay is published only when nothing is missing."""

import pytest

from community.notifications.models import Notification
from tests.factories.recordings import make_recording, make_track
from tests.factories.webinars import make_replay, make_webinar
from webinars.programme.models import Registration, WebinarSpeaker
from webinars.replays.errors import ReplayRefused
from webinars.replays.models import WatchPosition
from webinars.replays.services import keep_position, missing_for, publish, withdraw

pytestmark = pytest.mark.django_db


def test_published_those_who_were_registered_are_told(
    animator, person, django_capture_on_commit_callbacks
):
    replay = make_replay(is_published=False)
    Registration.objects.create(webinar=replay.webinar, user=person)
    with django_capture_on_commit_callbacks(execute=True):
        publish(replay, by=animator)
        first = replay.published_at
        publish(replay, by=animator)
    assert (replay.published_at, replay.reviewed_by) == (first, animator)
    assert [n.recipient for n in Notification.objects.filter(kind="webinars.replay")] == [person]
    withdraw(replay)
    assert not replay.is_published


def test_without_captions_it_stays_private(animator):
    replay = make_replay(is_published=False, recording=make_recording())
    with pytest.raises(ReplayRefused, match="WebVTT"):
        publish(replay, by=animator)
    assert not replay.is_published


def test_captions_must_be_in_the_language_spoken():
    webinar, recording = make_webinar(days=-1, language="en"), make_recording()
    make_track(recording, language="fr")
    assert len(missing_for(webinar, recording)) == 1
    make_track(recording, language="en")
    assert missing_for(webinar, type(recording).objects.get(pk=recording.pk)) == []


def test_every_speaker_must_have_agreed(animator):
    replay = make_replay(is_published=False, speakers=("Claire Vasseur", "Malik Benhaddou"))
    WebinarSpeaker.objects.filter(name="Malik Benhaddou").update(consented_on=None)
    with pytest.raises(ReplayRefused, match="Malik Benhaddou"):
        publish(replay, by=animator)


def test_what_was_announced_as_not_recorded_is_never_shown(animator):
    replay = make_replay(is_published=False, is_recorded=False)
    with pytest.raises(ReplayRefused):
        publish(replay, by=animator)


def test_everything_missing_is_said_at_once():
    webinar = make_webinar(days=-1, is_recorded=False)
    webinar.speakers.update(consented_on=None)
    assert len(missing_for(webinar, make_recording())) == 3


@pytest.mark.parametrize(("asked", "kept"), [(341, 341), (0, 0), (895, 0), (9999, 0)])
def test_a_position_is_kept_and_the_end_begins_anew(person, asked, kept):
    replay = make_replay()
    keep_position(replay, user=person, seconds=12)
    assert keep_position(replay, user=person, seconds=asked).seconds == kept
    assert WatchPosition.objects.count() == 1
