"""Writes of recordings: their tracks, what their file says of itself."""

from django.db import transaction

from community.recordings.captions import (
    Chapter,
    Cue,
    chapters_to_webvtt,
    read_captions,
    read_chapters,
    to_webvtt,
)
from community.recordings.models import CaptionTrack, Recording
from community.recordings.probing import digest_of, facts_of


def measure(recording: Recording) -> Recording:
    """Fill size, digest, length and picture size from the file; the caller saves.

    A length that was typed stays when the file tells none.
    """
    facts = facts_of(recording.file)
    recording.size_bytes = recording.file.size
    recording.sha256 = digest_of(recording.file)
    recording.duration = facts.seconds or recording.duration or 0
    if facts.width and facts.height:
        recording.width, recording.height = facts.width, facts.height
    return recording


@transaction.atomic
def keep_captions(
    recording: Recording, *, language: str, source: bytes | str | list[Cue]
) -> CaptionTrack:
    """Give a recording captions in a language, in place of those it had.

    `source` is WebVTT or SRT, or cues. Raises NotCaptions.
    """
    cues = source if isinstance(source, list) else read_captions(source)
    return _keep(recording, language, CaptionTrack.Kind.CAPTIONS, to_webvtt(cues))


@transaction.atomic
def keep_chapters(
    recording: Recording, *, language: str, source: bytes | str | list[Chapter]
) -> CaptionTrack:
    """Give a recording chapters in a language, in place of those it had.

    `source` is WebVTT, lines such as “12:41 The title”, or chapters. Raises NotCaptions.
    """
    chapters = source if isinstance(source, list) else read_chapters(source)
    text = chapters_to_webvtt(chapters, recording.duration or 0)
    return _keep(recording, language, CaptionTrack.Kind.CHAPTERS, text)


def drop_track(recording: Recording, *, language: str, kind: str) -> None:
    """Take a track away; without harm when there is none."""
    for track in recording.tracks.filter(language=language, kind=kind):
        track.delete()


def _keep(recording: Recording, language: str, kind: str, webvtt: str) -> CaptionTrack:
    track, _made = CaptionTrack.objects.update_or_create(
        recording=recording, language=language, kind=kind, defaults={"webvtt": webvtt}
    )
    return track
