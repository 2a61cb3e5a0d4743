"""A replay: the recording of a session, private until somebody has reviewed it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.recordings.models import Recording
from webinars.programme.models import Webinar


class ReplayQuerySet(models.QuerySet["Replay"]):
    """Verbs of replays."""

    def published(self) -> "ReplayQuerySet":
        """Keep those that their audience may watch."""
        return self.filter(published_at__isnull=False)


class Replay(models.Model):
    """What is left of a session to watch, at the session's own address."""

    webinar = models.OneToOneField(
        Webinar, verbose_name=_("session"), on_delete=models.CASCADE, related_name="replay"
    )
    recording = models.ForeignKey(
        Recording, verbose_name=_("recording"), on_delete=models.PROTECT, related_name="replays"
    )
    is_downloadable = models.BooleanField(_("may be downloaded"), default=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ReplayQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("replay")
        verbose_name_plural = _("replays")

    def __str__(self) -> str:
        return str(self.webinar)

    @property
    def is_published(self) -> bool:
        """Whether its audience may watch it."""
        return self.published_at is not None


class WatchPosition(models.Model):
    """Where a person left a replay, in seconds."""

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="positions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("place where one left")
        verbose_name_plural = _("places where one left")
        constraints = [
            models.UniqueConstraint(fields=["replay", "user"], name="webinars_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seconds} s"
