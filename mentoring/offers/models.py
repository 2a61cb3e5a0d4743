"""An offer: one facilitator is asked, and answers by a date."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.offers.enums import OfferState, Reason


class OfferQuerySet(models.QuerySet["Offer"]):
    """Verbs of offers."""

    def waiting(self) -> "OfferQuerySet":
        """Keep those without an answer."""
        return self.filter(state=OfferState.SENT)


class Offer(models.Model):
    """A need put to a facilitator. A need has one unanswered offer at most."""

    need = models.ForeignKey("mentoring.Need", on_delete=models.CASCADE, related_name="offers")
    facilitator = models.ForeignKey(
        "mentoring.Facilitator", on_delete=models.CASCADE, related_name="offers"
    )
    engagement = models.OneToOneField(
        "mentoring.Engagement",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offer",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=OfferState.choices, default=OfferState.SENT
    )
    message = models.TextField(_("a word to them"), max_length=1000, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    deadline_at = models.DateTimeField(_("answer until"))
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices, blank=True)
    reply = models.TextField(_("a word back"), max_length=1000, blank=True)
    is_rerouted = models.BooleanField(default=False)
    """Whether the site asked, because somebody else did not answer."""
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    """What the ranking said then."""

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        indexes = [models.Index(fields=["state", "deadline_at"], name="mentoring_offer_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["need"],
                condition=models.Q(state="sent"),
                name="mentoring_one_waiting_offer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.facilitator_id} {self.state}"

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether it can still be answered."""
        return self.state == OfferState.SENT and self.deadline_at > (now or timezone.now())
