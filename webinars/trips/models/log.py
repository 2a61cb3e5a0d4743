"""The log: stops with what was noted, heard and pictured there."""

from functools import lru_cache

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from community.core.markup import from_markdown
from community.members.models import Member
from webinars.said import Bilingual
from webinars.trips.models.trip import LearningTrip, TripSite
from webinars.trips.photo_field import PhotoField


@lru_cache(maxsize=256)
def as_html(markdown: str) -> SafeString:
    """Return the sanitised HTML of Markdown; kept: a log is read more often than written."""
    return from_markdown(str(markdown))


class TripStop(Orderable, ClusterableModel):
    """A moment of the trip at one of its sites: a chapter of the log."""

    trip = ParentalKey(LearningTrip, on_delete=models.CASCADE, related_name="stops")
    site = models.ForeignKey(
        TripSite,
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        related_name="stops",
        help_text=_("Save the trip after adding a site: then it can be chosen here."),
    )
    at = models.DateTimeField(_("when"))
    title_fr = models.CharField(_("title in French"), max_length=150, blank=True)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    notes_fr = models.TextField(_("notes in French"), blank=True, help_text=_("Markdown."))
    notes_en = models.TextField(_("notes in English"), blank=True, help_text=_("Markdown."))

    title = Bilingual()
    notes = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title_fr="") | ~models.Q(title_en=""),
                name="webinars_trip_stop_has_title",
                violation_error_message=_("Give the stop a title in one language at least."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def notes_html(self) -> SafeString:
        """The notes as safe HTML, empty without notes."""
        return as_html(self.notes)


class TripQuote(Orderable):
    """Words of somebody met on the way."""

    stop = ParentalKey(TripStop, on_delete=models.CASCADE, related_name="quotes")
    text_fr = models.TextField(_("words in French"), max_length=400, blank=True)
    text_en = models.TextField(_("words in English"), max_length=400, blank=True)
    name = models.CharField(_("who said it"), max_length=120, blank=True)
    role_fr = models.CharField(_("their role, in French"), max_length=120, blank=True)
    role_en = models.CharField(_("their role, in English"), max_length=120, blank=True)

    text = Bilingual()
    role = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("words heard")
        verbose_name_plural = _("words heard")

    def __str__(self) -> str:
        return self.text[:80]


class Consent(models.TextChoices):
    """What the persons pictured said; without it nobody else sees the photo."""

    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("Everyone pictured has agreed")
    MISSING = "missing", _("Not asked yet, or refused")


class TripPhoto(Orderable):
    """A photo of a stop; kept private, shown by a view that looks at the consent."""

    stop = ParentalKey(TripStop, on_delete=models.CASCADE, related_name="photos")
    file = PhotoField(
        _("photo"),
        upload_to="trips",
        served_by="webinars:trip_photo",
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt_fr = models.CharField(_("what it shows, in French"), max_length=250, blank=True)
    alt_en = models.CharField(_("what it shows, in English"), max_length=250, blank=True)
    consent = models.CharField(
        _("persons pictured"),
        max_length=8,
        choices=Consent.choices,
        default=Consent.MISSING,
        help_text=_("As long as consent is missing, nobody else sees the photo."),
    )
    added_by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        Member,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="trip_photos",
    )
    added_at = models.DateTimeField(auto_now_add=True)

    alt = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.alt or str(_("photo"))

    @property
    def has_consent(self) -> bool:
        """Whether others may see it."""
        return self.consent in {Consent.NOBODY, Consent.GIVEN}


class TripNote(models.Model):
    """What a participant noted at a stop, on the way."""

    stop = models.ForeignKey(TripStop, on_delete=models.CASCADE, related_name="written_notes")
    author: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="trip_notes"
    )
    text = models.TextField(_("note"), max_length=2000)
    language = models.CharField(max_length=5, default="fr")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def html(self) -> SafeString:
        """The note as safe HTML."""
        return as_html(self.text)
