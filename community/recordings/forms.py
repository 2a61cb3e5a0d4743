"""The library's form: the recording with its captions, chapters and poster, refused with reasons.

The file comes last on purpose: when it is too large, everything before it is kept.
"""

from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtailmedia.forms import BaseMediaForm

from community.recordings.captions import (
    Chapter,
    Cue,
    NotCaptions,
    clock,
    read_captions,
    read_chapters,
)
from community.recordings.limits import RefusedUpload
from community.recordings.models import CaptionTrack, Recording
from community.recordings.probing import is_what_it_says
from community.recordings.services import drop_track, keep_captions, keep_chapters, measure

POSTER_MAX_BYTES = 10 * 1024 * 1024
POSTER_SIZE = (1600, 1600)
Track = CaptionTrack.Kind


class RecordingForm(BaseMediaForm):
    """Checks the file itself, not its name, and makes caption tracks of what comes with it."""

    instance: Recording

    class Media:
        js = ["community/js/recordings/upload_limit.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {(t.kind, t.language): t for t in self._tracks()}
        for code, language in settings.LANGUAGES:
            captions, chapters = kept.get((Track.CAPTIONS, code)), kept.get((Track.CHAPTERS, code))
            self.fields[f"chapters_{code}"] = forms.CharField(
                label=_("Chapters (%s)") % language,
                required=False,
                initial=_typed(chapters.webvtt) if chapters else "",
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("One per line, such as “12:41 The title”. Emptied, they go."),
            )
            self.fields[f"chapter_file_{code}"] = forms.FileField(
                label=_("Chapters as a file (%s)") % language,
                required=False,
                help_text=_("WebVTT, or text with one chapter a line. Replaces the lines above."),
                widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt"}),
            )
            self.fields[f"caption_file_{code}"] = forms.FileField(
                label=_("Captions (%s)") % language,
                required=False,
                help_text=(
                    _("There are captions in this language; a new file replaces them.")
                    if captions
                    else _("WebVTT or SRT. Names of speakers are kept.")
                ),
                widget=forms.FileInput(attrs={"accept": ".vtt,.srt"}),
            )
            if captions:
                self.fields[f"drop_captions_{code}"] = forms.BooleanField(
                    label=_("Take the captions away (%s)") % language, required=False
                )
        for name in ("duration", "width", "height"):
            if name in self.fields:
                self.fields[name].required = False
        self.order_fields([name for name in self.fields if name != "file"])
        if "file" in self.fields:
            self.fields["file"].widget.attrs |= {
                "data-max-bytes": settings.COMMUNITY_MEDIA_MAX_BYTES,
                "data-too-large": _too_large_message(),
            }

    def _tracks(self) -> list[CaptionTrack]:
        return list(self.instance.tracks.all()) if self.instance.pk else []

    def clean_file(self) -> Any:
        """Refuse what is too large, and what is not a recording whatever its name says."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        if isinstance(file, RefusedUpload) or (file.size or 0) > settings.COMMUNITY_MEDIA_MAX_BYTES:
            raise forms.ValidationError(
                _("This file has %(size)s. %(limit)s Nothing else of the form was lost.")
                % {"size": filesizeformat(file.size or 0), "limit": _too_large_message()}
            )
        if not is_what_it_says(file):
            raise forms.ValidationError(
                _(
                    "“%(name)s” is not a recording of the kind its name says. Export it as MP4 "
                    "(video) or MP3 (sound) and choose it again."
                )
                % {"name": file.name}
            )
        return file

    def clean_thumbnail(self) -> Any:
        """Make the poster anew, small and without what a camera wrote into it."""
        file = self.cleaned_data["thumbnail"]
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > POSTER_MAX_BYTES:
            raise forms.ValidationError(
                _("The poster has more than %s.") % filesizeformat(POSTER_MAX_BYTES)
            )
        try:
            return _poster(file)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise forms.ValidationError(_("The poster is not an image.")) from error

    def clean(self) -> dict[str, Any]:
        """Read captions and chapters, so that a wrong file is refused with its line."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code, _language in settings.LANGUAGES:
            if file := cleaned.get(f"caption_file_{code}"):
                cleaned[f"captions_{code}"] = self._read(f"caption_file_{code}", file)
            if file := cleaned.get(f"chapter_file_{code}"):
                cleaned[f"chapters_{code}"] = self._read(f"chapter_file_{code}", file)
            elif text := cleaned.get(f"chapters_{code}"):
                cleaned[f"chapters_{code}"] = self._read(f"chapters_{code}", text)
        return cleaned

    def _read(self, field: str, source: UploadedFile | str) -> list[Cue] | list[Chapter] | None:
        content = source if isinstance(source, str) else source.read()
        try:
            return read_captions(content) if "caption" in field else read_chapters(content)
        except NotCaptions as error:
            self.add_error(field, str(error))
            return None

    def save(self, commit: bool = True) -> Recording:
        """Save the recording, measured when its file is new, and its tracks."""
        if "file" in self.changed_data:
            measure(self.instance)
        recording: Recording = super().save(commit)
        if commit:
            self._save_tracks(recording)
        return recording

    def _save_tracks(self, recording: Recording) -> None:
        for code, _language in settings.LANGUAGES:
            if cues := self.cleaned_data.get(f"captions_{code}"):
                keep_captions(recording, language=code, source=cues)
            elif self.cleaned_data.get(f"drop_captions_{code}"):
                drop_track(recording, language=code, kind=Track.CAPTIONS)
            if chapters := self.cleaned_data.get(f"chapters_{code}"):
                keep_chapters(recording, language=code, source=chapters)
            else:
                drop_track(recording, language=code, kind=Track.CHAPTERS)


def _too_large_message() -> str:
    return _("At most %(most)s are taken: make it smaller, for example with HandBrake.") % {
        "most": filesizeformat(settings.COMMUNITY_MEDIA_MAX_BYTES)
    }


def _typed(webvtt: str) -> str:
    return "\n".join(f"{clock(c.start)} {c.title}" for c in read_chapters(webvtt))


def _poster(file: UploadedFile) -> ContentFile[bytes]:
    with Image.open(file) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail(POSTER_SIZE)
    written = BytesIO()
    upright.save(written, "JPEG", quality=85, optimize=True)
    return ContentFile(written.getvalue(), f"{PurePosixPath(file.name or 'poster').stem}.jpg")
