"""A series: sessions that come back, to which one subscribes once."""

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from webinars.said import Bilingual


class Series(ClusterableModel):
    """A weekly counter, a monthly coffee: the same people, place and hour, other subjects."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    summary_fr = models.CharField(_("what for, in French"), max_length=300, blank=True)
    summary_en = models.CharField(_("what for, in English"), max_length=300, blank=True)
    recurrence = models.CharField(
        _("how often"),
        max_length=200,
        blank=True,
        help_text=_("A rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=TH."),
    )
    starts_at_time = models.TimeField(_("usual hour"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("usual length in minutes"),
        default=45,
        validators=[MinValueValidator(5), MaxValueValidator(600)],
    )
    is_open = models.BooleanField(
        _("goes on"), default=True, help_text=_("A series that has ended takes no subscribers.")
    )

    title = Bilingual()
    summary = Bilingual()

    class Meta:
        ordering = ["-is_open", "title_fr"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        """Refuse a recurrence that no calendar understands."""
        super().clean()
        if self.recurrence:
            try:
                rrulestr(self.recurrence)
            except (ValueError, KeyError, IndexError) as error:
                raise ValidationError(
                    {"recurrence": _("Write a rule such as FREQ=WEEKLY;BYDAY=TH.")}
                ) from error

    def get_absolute_url(self) -> str:
        """Return its address in the language being shown."""
        return reverse("webinars:series", args=[self.slug])


class SeriesHost(Orderable):
    """An organisation that holds a series, alone or with others."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["series", "organisation"], name="webinars_series_host_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"
