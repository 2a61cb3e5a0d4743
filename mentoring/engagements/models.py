"""An engagement: who takes part, what was said, when they meet, how it went."""

import uuid
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from mentoring.engagements.enums import LIVE, EngagementState, EntryKind, Helped, Part


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Verbs of engagements."""

    def live(self) -> "EngagementQuerySet":
        """Keep those that have not ended."""
        return self.filter(state__in=LIVE)


class Engagement(models.Model):
    """What begins when a facilitator says yes to a need; a need has one live one at most."""

    need = models.ForeignKey("mentoring.Need", on_delete=models.CASCADE, related_name="engagements")
    state = models.CharField(
        _("state"), max_length=10, choices=EngagementState.choices, default=EngagementState.AGREED
    )
    agreed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_at", "-pk"]
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                fields=["need"],
                condition=models.Q(state__in=["agreed", "running"]),
                name="mentoring_one_live_engagement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.state}"

    def get_absolute_url(self) -> str:
        """Return the engagement's address in the language being shown."""
        return reverse("mentoring:engagement", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state in LIVE


class Place(models.Model):
    """A facilitator in an engagement; a live one holds one of the facilitator's places.

    The two constraints keep capacity whatever happens at the same moment: a place is never given
    twice, and none beyond the capacity that was true when it was given.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="places")
    facilitator = models.ForeignKey(
        "mentoring.Facilitator", on_delete=models.CASCADE, related_name="places"
    )
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.LEAD)
    slot = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    """1 to capacity while the engagement is live, nothing afterwards."""
    capacity = models.PositiveSmallIntegerField(_("capacity when it was taken"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "facilitator"], name="mentoring_place_once"
            ),
            models.UniqueConstraint(
                fields=["facilitator", "slot"],
                condition=models.Q(slot__isnull=False),
                name="mentoring_slot_once",
            ),
            models.CheckConstraint(
                condition=models.Q(slot__isnull=True)
                | models.Q(slot__gte=1, slot__lte=models.F("capacity")),
                name="mentoring_slot_within_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id} {self.facilitator_id}"


class Entry(models.Model):
    """A note or an act in an engagement, read by those who take part and the animators."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(
        _("kind"), max_length=12, choices=EntryKind.choices, default=EntryKind.NOTE
    )
    author: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    text = models.TextField(_("text"), max_length=4000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return f"{self.engagement_id} {self.kind}"


class Meeting(models.Model):
    """A moment that those who take part have agreed on."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="meetings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """How often it was changed, as calendars want to know."""
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=60,
        validators=[MinValueValidator(10), MaxValueValidator(720)],
    )
    place = models.CharField(
        _("where"), max_length=200, blank=True, help_text=_("A room, or the link of a video call.")
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["engagement", "starts_at"], name="mentoring_meeting_next")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Feedback(models.Model):
    """What one side says afterwards; read by animators, counted by matching from three on."""

    class Side(models.TextChoices):
        """Who speaks."""

        AUTHOR = "author", _("Author")
        FACILITATOR = "facilitator", _("Facilitator")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="feedback")
    by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    side = models.CharField(max_length=12, choices=Side.choices)
    helped = models.PositiveSmallIntegerField(_("did it help?"), choices=Helped.choices)
    text = models.TextField(_("anything else"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["engagement", "by"], name="mentoring_feedback_once")
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id} {self.helped}"
