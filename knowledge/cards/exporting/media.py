"""Gathers the files that exported cards show, play and hand out, each once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

import yaml
from django.core.files.base import File
from django.utils.text import slugify
from django.utils.translation import gettext

from community.core.errors import Refused
from community.recordings.models import Recording

FOLDER: Final = "media"
NOTE_SUFFIX: Final = ".yaml"


class TooHeavy(Refused):
    """More than may be sent in one answer; the message says what to do."""


@dataclass
class Media:
    """Files to go with cards; a card names them by the addresses that this gives."""

    _items: dict[str, Any] = field(default_factory=dict)

    def address_of(self, item: Any) -> str:
        """Return the address of an image, recording or document, from a language's folder."""
        path = PurePosixPath(item.file.name)
        stem = slugify(path.stem)[:60] or "file"
        address = f"../{FOLDER}/{stem}-{_digest(item)[:10]}{path.suffix.lower()}"
        self._items[address] = item
        return address

    def files(self, *, most_bytes: int | None = None) -> Iterator[tuple[str, Any]]:
        """Yield (path, content) of each file and of what is noted beside it.

        The content is bytes, or a stored file that the caller opens; it may be gone. Raises
        TooHeavy when all files together have more than `most_bytes`.
        """
        if most_bytes is not None and sum(map(_weight, self._items.values())) > most_bytes:
            raise TooHeavy(
                gettext("The files of these cards are too heavy to take at once: choose fewer.")
            )
        for address, item in self._items.items():
            path = address.removeprefix("../")
            yield path, item.file
            yield path + NOTE_SUFFIX, _yaml(_notes_on(item))
            if isinstance(item, Recording):
                yield from _beside_recording(path, item)


def _weight(item: Any) -> int:
    return int(item.size_bytes if isinstance(item, Recording) else item.file_size or 0)


def _digest(item: Any) -> str:
    try:
        known = item.sha256 if isinstance(item, Recording) else item.get_file_hash()
    except FileNotFoundError:
        known = ""
    return known or f"{item.pk:010d}"


def _notes_on(item: Any) -> dict[str, Any]:
    notes: dict[str, Any] = {"title": item.title}
    if isinstance(item, Recording):
        notes |= {"kind": item.type, "seconds": item.duration, "transcript": item.transcript}
    elif getattr(item, "description", ""):
        notes["description"] = item.description
    return notes


def _beside_recording(path: str, recording: Recording) -> Iterator[tuple[str, bytes | File]]:
    for track in recording.tracks.all():
        yield f"{path}.{track.kind}.{track.language}.vtt", track.webvtt.encode()
    if recording.thumbnail:
        suffix = PurePosixPath(recording.thumbnail.name or "").suffix
        yield f"{path}.poster{suffix}", recording.thumbnail


def _yaml(notes: dict[str, Any]) -> bytes:
    text: str = yaml.safe_dump(notes, allow_unicode=True, sort_keys=False, width=2**20)
    return text.encode()
