"""Lets search and kept pages follow sessions, replays and captions, wherever they are changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from community.core.page_cache import forget_pages
from community.recordings.models import CaptionTrack, Recording
from community.search.services import reindex
from webinars.programme.models import (
    Series,
    Webinar,
    WebinarHost,
    WebinarSpeaker,
    WebinarTheme,
)
from webinars.replays import origins
from webinars.replays.models import Replay

SAVED = (post_save, post_delete)


@receiver(SAVED, sender=Webinar)
def follow_webinar(instance: Webinar, **_: Any) -> None:
    """What is found of a session follows it, and so does its replay."""
    _follow(instance.pk)


@receiver(SAVED, sender=WebinarTheme)
def follow_theme(instance: WebinarTheme, **_: Any) -> None:
    """A theme given or taken changes where the session is found."""
    _follow(instance.content_object_id)


@receiver(SAVED, sender=WebinarSpeaker)
@receiver(SAVED, sender=WebinarHost)
def follow_part(instance: WebinarSpeaker | WebinarHost, **_: Any) -> None:
    """So does who speaks, and who holds it."""
    _follow(instance.webinar_id)


@receiver(SAVED, sender=Replay)
def follow_replay(instance: Replay, **_: Any) -> None:
    """A replay that appears takes the announcement's place in search."""
    reindex("replay", instance.pk)
    reindex("webinar", instance.webinar_id)
    forget_pages()


@receiver(pre_delete, sender=Replay)
def follow_deleted_replay(instance: Replay, **_: Any) -> None:
    """Cards that come from it keep its name."""
    origins.follow_deletion(instance)


@receiver(SAVED, sender=Recording)
@receiver(SAVED, sender=CaptionTrack)
def follow_recording(instance: Recording | CaptionTrack, **_: Any) -> None:
    """Captions are what a replay is found by."""
    recording = instance.recording_id if isinstance(instance, CaptionTrack) else instance.pk
    for pk in Replay.objects.filter(recording=recording).values_list("pk", flat=True):
        reindex("replay", pk)
        forget_pages()


@receiver(SAVED, sender=Series)
def follow_series(**_: Any) -> None:
    """Its name stands on many pages."""
    forget_pages()


def _follow(webinar_id: int) -> None:
    reindex("webinar", webinar_id)
    for pk in Replay.objects.filter(webinar=webinar_id).values_list("pk", flat=True):
        reindex("replay", pk)
    forget_pages()
