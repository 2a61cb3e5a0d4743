"""Brings the recordings and documents beside a text into the library, each only once."""

import hashlib
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext
from wagtail.documents import get_document_model

from community.core.uploads import check_document
from community.core.validation import messages_of
from community.recordings.captions import NotCaptions
from community.recordings.models import Recording
from community.recordings.probing import is_what_it_says
from community.recordings.services import keep_captions, keep_chapters, measure
from knowledge.cards.importing.places import FileRefused, file_at


def take_document(address: str, *, beside: Path, root: Path, by: Any, dry_run: bool = False) -> Any:
    """Return the library's document of an address, made when it is new.

    A dry run makes none and returns None. Raises FileRefused.
    """
    path = file_at(address, beside=beside, root=root, most=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    data = path.read_bytes()
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    model = get_document_model()
    known = model.objects.filter(file_hash=digest).order_by("pk").first()
    if known is not None:
        return known
    with path.open("rb") as source:
        file = File(source, name=path.name)
        try:
            check_document(file)
        except ValidationError as error:
            raise FileRefused(" ".join(messages_of(error))) from error
        if dry_run:
            return None
        document = model(
            title=_title_of(path), file=file, file_size=len(data), file_hash=digest,
            uploaded_by_user=by,
        )  # fmt: skip
        document.save()
    return document


def take_recording(
    address: str, *, beside: Path, root: Path, by: Any, dry_run: bool = False
) -> Recording | None:
    """Return the library's recording of an address, made with its captions when it is new.

    A dry run makes none and returns None. Raises FileRefused.
    """
    path = file_at(address, beside=beside, root=root, most=settings.COMMUNITY_MEDIA_MAX_BYTES)
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        known = Recording.objects.filter(sha256=digest).order_by("pk").first()
        if known is not None:
            return known
        file = File(source, name=path.name)
        if not is_what_it_says(file):
            raise FileRefused(
                gettext("%(name)s is no recording of the kind its name says.") % {"name": path.name}
            )
        return None if dry_run else _made(path, file, by)


def _made(path: Path, file: "File[bytes]", by: Any) -> Recording:
    notes = _notes_on(path)
    recording = Recording(
        title=_title_of(path),
        file=file,
        type="audio" if notes.get("kind") == "audio" else "video",
        duration=_seconds(notes.get("seconds")),
        transcript=str(notes.get("transcript") or ""),
        uploaded_by_user=by,
    )
    measure(recording).save()
    for track in sorted(path.parent.glob(f"{path.name}.*.vtt")):
        kind, language = track.name.removesuffix(".vtt").split(".")[-2:]
        keep = {"captions": keep_captions, "chapters": keep_chapters}.get(kind)
        if keep is None or language not in dict(settings.LANGUAGES):
            continue
        try:
            keep(recording, language=language, source=track.read_bytes())
        except NotCaptions as error:
            raise FileRefused(f"{track.name}: {error}") from error
    return recording


def _title_of(path: Path) -> str:
    return (str(_notes_on(path).get("title") or "") or path.stem)[:255]


def _notes_on(path: Path) -> dict[str, Any]:
    """Return what is noted beside a file, nothing when that cannot be read."""
    notes = path.with_name(path.name + ".yaml")
    if not notes.is_file() or notes.stat().st_size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return {}
    try:
        found = yaml.safe_load(notes.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(said: Any) -> float:
    return float(said) if isinstance(said, int | float) and 0 <= said < 10**6 else 0
