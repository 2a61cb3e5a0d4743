"""What a person was told: kept as data, put into words when it is shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Verbs of notifications."""

    def unread(self) -> "NotificationQuerySet":
        """Keep those that the person has not opened."""
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One thing one person was told, once: `dedupe_key` keeps a repeated call from repeating it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=60)
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    dedupe_key = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "dedupe_key"], name="community_notification_once"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="community_notif_inbox"),
            models.Index(
                fields=["recipient"],
                name="community_notif_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient_id}"
