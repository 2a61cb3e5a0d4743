"""A card that somebody keeps, and their collections."""

from typing import Final

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME_LENGTH: Final = 80


class Bookmark(models.Model):
    """A card that a member keeps for later."""

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="card_bookmarks"
    )
    card = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="bookmarks"
    )
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "card"], name="knowledge_bookmark_once")
        ]
        indexes = [models.Index(fields=["member", "-kept_at"], name="knowledge_bookmark_latest")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.card_id}"


class Collection(models.Model):
    """Cards that a member put together, in an order of their own; theirs unless shared."""

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="card_collections"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    share_key = models.UUIDField(null=True, unique=True, editable=False)
    """Opens it to whoever has the link; None while it is its owner's alone."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "name"], name="knowledge_collection_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its owner's address of it, in the language being shown."""
        return reverse("knowledge:collection", args=[self.pk])


class CollectedCard(models.Model):
    """A card's place in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    card = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="collected"
    )
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "card"], name="knowledge_collected_once")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.place} {self.card_id}"
