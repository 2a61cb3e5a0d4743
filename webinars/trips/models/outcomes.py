"""What the group takes home: what astonished, and what each will try."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from community.members.models import Member
from webinars.said import Bilingual
from webinars.trips.models.trip import LearningTrip


class TripAstonishment(Orderable):
    """Something that nobody expected."""

    trip = ParentalKey(LearningTrip, on_delete=models.CASCADE, related_name="astonishments")
    author: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        Member,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="trip_astonishments",
    )
    text_fr = models.TextField(_("text in French"), max_length=500, blank=True)
    text_en = models.TextField(_("text in English"), max_length=500, blank=True)

    text = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("astonishment")
        verbose_name_plural = _("astonishments")

    def __str__(self) -> str:
        return self.text[:80]


class CommitmentOutcome(models.TextChoices):
    """What came of it; not knowing yet is the empty one."""

    KEPT = "kept", _("Tried, and kept")
    CHANGED = "changed", _("Tried in another way")
    DROPPED = "dropped", _("Not tried, or given up")


class TripCommitment(models.Model):
    """What a participant will try at home, and what came of it."""

    trip = models.ForeignKey(LearningTrip, on_delete=models.CASCADE, related_name="commitments")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="trip_commitments")
    text_fr = models.TextField(_("text in French"), max_length=500, blank=True)
    text_en = models.TextField(_("text in English"), max_length=500, blank=True)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    nudged_days = models.PositiveSmallIntegerField(
        default=0,
        editable=False,
        help_text=_("The last reminder: so many days after it was made."),
    )
    outcome = models.CharField(
        _("what came of it"), max_length=8, choices=CommitmentOutcome.choices, blank=True
    )
    outcome_text_fr = models.TextField(_("in a few words, in French"), max_length=500, blank=True)
    outcome_text_en = models.TextField(_("in a few words, in English"), max_length=500, blank=True)
    outcome_on = models.DateField(null=True, blank=True, editable=False)

    text = Bilingual()
    outcome_text = Bilingual()

    class Meta:
        ordering = ["made_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        indexes = [models.Index(fields=["outcome", "made_on"], name="webinars_trip_commitment_due")]

    def __str__(self) -> str:
        return self.text[:80]
