"""Reads of recordings: the file to serve, its tracks as a player needs them."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from community.recordings.models import CaptionTrack, Recording
from community.recordings.serving import StoredFile

# Python's own table depends on the machine; browsers need these exact names.
CONTENT_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@dataclass(frozen=True, kw_only=True)
class TrackSource:
    """A caption track as a `<track>` element names it."""

    src: str
    lang: str
    label: str
    kind: str
    default: bool = False


def content_type_of(name: str) -> str:
    """Return what a file's name says of its content, the unspecific type when it says nothing."""
    return CONTENT_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def tracks_of(recording: Recording, language: str) -> list[TrackSource]:
    """Return the recording's tracks; the captions in `language`, or the first, are shown at once.

    Reads `recording.tracks`, so prefetch them for lists.
    """
    tracks: list[CaptionTrack] = list(recording.tracks.all())
    spoken = [t.language for t in tracks if t.kind == CaptionTrack.Kind.CAPTIONS]
    shown = language if language in spoken else next(iter(spoken), "")
    names = dict(settings.LANGUAGES)
    return [
        TrackSource(
            src=reverse(
                "community:recording_track", args=[recording.pk, track.kind, track.language]
            ),
            lang=track.language,
            label=str(names.get(track.language, track.language)),
            kind=track.kind,
            default=track.kind == CaptionTrack.Kind.CAPTIONS and track.language == shown,
        )
        for track in tracks
    ]


def stored_file(recording: Recording, *, as_download: bool = False) -> StoredFile:
    """Return the recording's file, ready to serve. Raises FileNotFoundError when it is gone."""
    suffix = PurePosixPath(recording.file.name or "").suffix
    return _stored(
        recording.file,
        digest=recording.sha256,
        download_name=f"{recording.title[:120]}{suffix}" if as_download else "",
    )


def stored_poster(recording: Recording) -> StoredFile:
    """Return the recording's poster. Raises FileNotFoundError when there is none."""
    if not recording.thumbnail:
        raise FileNotFoundError
    return _stored(recording.thumbnail)


def _stored(file: FieldFile, *, digest: str = "", download_name: str = "") -> StoredFile:
    name = file.name or ""
    storage: Storage = file.storage
    size = storage.size(name)
    modified_at = storage.get_modified_time(name)
    tag = digest[:32] or f"{size:x}-{int(modified_at.timestamp() * 1000):x}"
    return StoredFile(
        storage=storage,
        name=name,
        size=size,
        content_type=content_type_of(name),
        etag=f'"{tag}"',
        modified_at=modified_at,
        download_name=download_name,
    )
