"""The comparison: criteria, and what each site is worth under each of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from webinars.said import Bilingual
from webinars.trips.models.trip import LearningTrip, TripSite

BEST = 5


class TripCriterion(Orderable, ClusterableModel):
    """Something that the group compares its sites by."""

    trip = ParentalKey(LearningTrip, on_delete=models.CASCADE, related_name="criteria")
    slug = models.SlugField(
        _("address"),
        max_length=60,
        blank=True,
        help_text=_("Stands in links to this criterion. Made from the name when left empty."),
    )
    label_fr = models.CharField(_("name in French"), max_length=100, blank=True)
    label_en = models.CharField(_("name in English"), max_length=100, blank=True)

    label = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["trip", "slug"], name="webinars_trip_criterion_once"),
            models.CheckConstraint(
                condition=~models.Q(label_fr="") | ~models.Q(label_en=""),
                name="webinars_trip_criterion_has_name",
                violation_error_message=_("Name the criterion in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Give the criterion its address."""
        super().clean()
        self.slug = self.slug or slugify(self.label_fr or self.label_en)[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with an address."""
        self.slug = self.slug or slugify(self.label_fr or self.label_en)[:60]
        super().save(*args, **kwargs)

    @property
    def anchor(self) -> str:
        """The place on the trip's page, without the number sign."""
        return f"criterion-{self.slug}"


class TripAssessment(models.Model):
    """What speaks for a site and against it under a criterion, and how the group rates it."""

    criterion = ParentalKey(TripCriterion, on_delete=models.CASCADE, related_name="assessments")
    site = models.ForeignKey(
        TripSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="assessments"
    )
    merit_fr = models.CharField(_("merit, in French"), max_length=250, blank=True)
    merit_en = models.CharField(_("merit, in English"), max_length=250, blank=True)
    limit_fr = models.CharField(_("limit, in French"), max_length=250, blank=True)
    limit_en = models.CharField(_("limit, in English"), max_length=250, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("rating from 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )

    merit = Bilingual()
    limit = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "site"], name="webinars_trip_assessed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(rating__range=(1, BEST)), name="webinars_trip_rating_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} · {self.site}"

    def clean(self) -> None:
        """Refuse a site of another trip."""
        super().clean()
        criterion_trip = getattr(self.criterion, "trip_id", None)
        if self.site_id and criterion_trip and self.site.trip_id != criterion_trip:
            raise ValidationError({"site": _("This site belongs to another trip.")})
