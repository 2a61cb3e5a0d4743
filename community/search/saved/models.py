"""A search that a person keeps, and when each thing that can be found was there first."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A question with its filters, asked again once a day for the person who keeps it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.TextField()
    """Canonical; see `community.search.saved.addresses`."""
    wants_alert = models.BooleanField(
        _("Tell me when something new is found"),
        default=True,
        help_text=_("Once a day at most, in your inbox and by mail."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(default=timezone.now)
    """What was there by then is not new."""
    told_at = models.DateTimeField(null=True)
    feed_version = models.PositiveIntegerField(default=1)
    """A part of the private feed's address: raised, it makes the former one worthless."""

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        indexes = [
            models.Index(
                fields=["looked_at"],
                name="community_saved_due",
                condition=models.Q(wants_alert=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SearchAppearance(models.Model):
    """When a thing could be found first.

    Kept apart from the documents, which are written anew when an index is rebuilt: what was there
    before is not news because of that, nor is what was taken out and put back.
    """

    thing = models.BigIntegerField(primary_key=True)
    """That of `SearchDocument`: translations of a thing appear once."""
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.thing} {self.seen_at:%Y-%m-%d}"
