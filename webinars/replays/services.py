"""Writes of replays: published after review, withdrawn, resumed where one left."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.page_cache import forget_pages
from community.core.tasks import enqueue_on_commit
from community.recordings.models import CaptionTrack, Recording
from webinars.programme import notifications
from webinars.programme.models import Webinar
from webinars.programme.tasks import tell_registered
from webinars.replays.errors import ReplayRefused
from webinars.replays.models import Replay, WatchPosition


def missing_for(webinar: Webinar, recording: Recording) -> list[str]:
    """Return, in words, what keeps the recording from being shown as the session's replay."""
    missing = []
    if not webinar.is_recorded:
        missing.append(_("The session was announced as not recorded: its recording stays private."))
    captions = {
        track.language
        for track in recording.tracks.all()
        if track.kind == CaptionTrack.Kind.CAPTIONS
    }
    if not captions:
        missing.append(
            _("The recording has no captions. Add them to the recording (WebVTT or SRT).")
        )
    elif webinar.language not in captions:
        missing.append(
            _("The captions are not in the language spoken (%s).") % webinar.get_language_display()
        )
    silent = [s.shown_name for s in webinar.speakers.all() if s.consented_on is None]
    if silent:
        missing.append(
            _("Without consent to the recording: %s. Note the date beside each speaker.")
            % ", ".join(silent)
        )
    return missing


@transaction.atomic
def publish(replay: Replay, *, by: Any, tells: bool = True) -> Replay:
    """Let the session's audience watch, and tell those who were registered.

    `by` is the user who reviewed it. Twice is harmless. Raises ReplayRefused with all that is
    missing: captions in the language spoken, consents, or a session that was not to be recorded.
    """
    missing = missing_for(replay.webinar, replay.recording)
    if missing:
        raise ReplayRefused(" ".join(missing))
    if replay.is_published:
        return replay
    replay.published_at, replay.reviewed_by = timezone.now(), by
    replay.save()
    if tells:
        enqueue_on_commit(tell_registered, replay.webinar_id, notifications.REPLAY, "replay")
    forget_pages()
    return replay


@transaction.atomic
def withdraw(replay: Replay) -> Replay:
    """Make the replay private again, at once and for everybody."""
    replay.published_at = None
    replay.save()
    forget_pages()
    return replay


def keep_position(replay: Replay, *, user: Any, seconds: int) -> WatchPosition:
    """Remember where the person is, in seconds; at the end it is forgotten, to begin anew."""
    length = int(replay.recording.duration or 0)
    seconds = max(0, min(seconds, length or seconds))
    if length and seconds >= length - 10:
        seconds = 0
    return WatchPosition.objects.update_or_create(
        replay=replay, user=user, defaults={"seconds": seconds}
    )[0]
