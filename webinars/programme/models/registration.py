"""Who comes: a place or a turn in the queue, subscriptions to series, personal calendars."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from webinars.programme.enums import Mode
from webinars.programme.models.series import Series
from webinars.programme.models.webinar import Webinar


class Subscription(models.Model):
    """A person's wish to be registered to every coming session of a series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="subscriptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["series", "user"], name="webinars_subscription_once")
        ]

    def __str__(self) -> str:
        return f"{self.series_id} → {self.user_id}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Verbs of registrations."""

    def active(self) -> "RegistrationQuerySet":
        """Keep those that nobody gave up."""
        return self.filter(cancelled_at__isnull=True)

    def seated(self) -> "RegistrationQuerySet":
        """Keep those that have a place."""
        return self.active().filter(is_waiting=False)

    def waiting(self) -> "RegistrationQuerySet":
        """Keep those that wait for one, in their turn."""
        return self.active().filter(is_waiting=True).order_by("queued_at", "pk")


class Registration(models.Model):
    """One person at one session; given up and taken again it stays the same row."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webinar_registrations"
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    is_waiting = models.BooleanField(_("waits for a place"), default=False)
    queued_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    subscription: "models.ForeignKey[Subscription | None, Subscription | None]" = models.ForeignKey(
        Subscription,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    """Set when a subscription made it, so that ending the subscription can take it back."""

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["queued_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["webinar", "user"], name="webinars_registration_once")
        ]
        indexes = [
            models.Index(
                fields=["webinar", "mode", "is_waiting", "queued_at"],
                name="webinars_places",
                condition=models.Q(cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.webinar_id}"

    @property
    def is_active(self) -> bool:
        """Whether it stands."""
        return self.cancelled_at is None

    @property
    def has_place(self) -> bool:
        """Whether the person may come in."""
        return self.is_active and not self.is_waiting


def new_token() -> str:
    """Return what nobody can guess: 256 bits in 43 characters."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """A person's secret address under which calendars read all registrations."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webinar_calendar"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return f"{self.user_id}"
