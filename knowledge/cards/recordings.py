"""What a card's player needs of a recording, and who may play it because of a card."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from community.core.reader import Reader
from community.recordings.captions import kept_cues
from community.recordings.models import CaptionTrack, Recording
from community.recordings.selectors import TrackSource, content_type_of, tracks_of
from knowledge.cards.models import CardPage, CardRecording


@dataclass(frozen=True)
class Playable:
    """A recording ready to be played on a page."""

    src: str
    mime: str
    title: str
    duration: str
    poster: str
    tracks: tuple[TrackSource, ...]
    transcript: str


def playable(recording: Recording, *, language: str) -> Playable:
    """Return what the page needs to play a recording; one query, for its tracks."""
    rows: list[CaptionTrack] = list(recording.tracks.all())
    captions = [track for track in rows if track.kind == CaptionTrack.Kind.CAPTIONS]
    captions.sort(key=lambda track: track.language != language)
    # Prefetched by hand, so that the community's selector asks nothing more.
    recording._prefetched_objects_cache = {"tracks": rows}
    tracks = [track for track in tracks_of(recording, language) if track.kind == "captions"]
    written: Any = recording.transcript.strip()
    return Playable(
        src=reverse("community:recording_file", args=[recording.pk]),
        mime=content_type_of(recording.file.name or ""),
        title=recording.title,
        duration=duration_text(recording.duration or 0),
        poster=recording.poster_url,
        tracks=tuple(tracks),
        transcript=written or (spoken_text(captions[0].webvtt) if captions else ""),
    )


def duration_text(seconds: float) -> str:
    """Write a length as players do: ``1:05``; empty when it is not known."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}" if seconds else ""


def spoken_text(captions: str) -> str:
    """Return the words of kept captions, a line for each time the speaker changes."""
    lines: list[str] = []
    speaker = None
    for cue in kept_cues(captions):
        words = cue.text.replace("\n", " ").strip()
        if lines and cue.speaker == speaker:
            lines[-1] += f" {words}"
        else:
            lines.append(words)
        speaker = cue.speaker
    return "\n".join(lines)


def may_play(recording: Any, reader: Reader) -> bool:
    """Whether a card that the reader may read plays the recording (a recording guard)."""
    cards = CardPage.objects.visible_to(reader)
    return CardRecording.objects.filter(recording=recording, card__in=cards).exists()
