"""Passages: the smallest thing a search can land on, kept in the site's own database."""

from django.db import models


class SearchPassage(models.Model):
    """A card's section, some seconds of a replay, a stop of a trip, a person's evidence.

    Rows of one owner (`owner_type`, `owner_id`, `language`) are written together and carry what
    filters and facets need, so that no engine has to join.
    """

    owner_type = models.CharField(max_length=30)
    owner_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=5)
    position = models.PositiveIntegerField()
    """Its order within the owner."""
    title = models.CharField(max_length=255)
    heading = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    url = models.CharField(max_length=500)
    """Path of the owner with its language, without anchor."""
    anchor = models.CharField(max_length=120, blank=True)
    """What follows the path: ``#section-2`` or ``?t=761``."""
    place = models.CharField(max_length=120, blank=True)
    """Where in the owner, for people: ``12:41``, ``2``; empty for the whole."""
    kind = models.CharField(max_length=30, blank=True)
    themes = models.JSONField(default=list)
    """Slugs."""
    territories = models.JSONField(default=list)
    """Codes, from the narrowest to the widest."""
    organisation_id = models.PositiveBigIntegerField(null=True)
    audience = models.JSONField(default=list)
    """The tokens a reader needs one of; see `community.core.reader`."""
    dated_on = models.DateField(null=True)
    weight = models.FloatField(default=1.0)
    """A documented factor of the projection (the stale less, the applied a little more)."""
    revision = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "language", "position"],
                name="community_passage_place",
            )
        ]
        indexes = [models.Index(fields=["revision"], name="community_passage_revision")]

    def __str__(self) -> str:
        return f"{self.owner_type} {self.owner_id} {self.place}".strip()
