"""Recordings: an audio or video file that stays private, with its caption tracks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from community.core.languages import languages
from community.recordings.fields import PrivateFileField


class Recording(AbstractMedia):
    """A recording. `wagtailmedia` gives its library and chooser; captions and privacy are ours."""

    file = PrivateFileField(_("file"), upload_to="media", served_by="community:recording_file")
    thumbnail = PrivateFileField(
        _("poster"),
        upload_to="media_thumbnails",
        served_by="community:recording_poster",
        blank=True,
        help_text=_("The picture that stands there until one presses play."),
    )
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("For sound without captions: what is said.")
    )
    size_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = (*AbstractMedia.admin_form_fields, "transcript")

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def clean(self) -> None:
        """Check names of files, once there is a file: a missing one has its own message."""
        if self.file:
            super().clean()

    @property
    def poster_url(self) -> str:
        """The address of the poster, empty when there is none."""
        return self.thumbnail.url if self.thumbnail else ""

    @property
    def minutes(self) -> float:
        """The length in minutes, 0 when it is not known."""
        return (self.duration or 0) / 60


class CaptionTrack(models.Model):
    """Captions of a recording in one language, as WebVTT that was parsed and written anew."""

    class Kind(models.TextChoices):
        """What HTML's track element knows."""

        CAPTIONS = "captions", _("Captions")
        CHAPTERS = "chapters", _("Chapters")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="tracks")
    language = models.CharField(_("language"), max_length=5, choices=languages)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CAPTIONS)
    webvtt = models.TextField(_("WebVTT"))

    class Meta:
        ordering = ["kind", "language"]
        verbose_name = _("caption track")
        verbose_name_plural = _("caption tracks")
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language", "kind"], name="community_one_track_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.language}"
