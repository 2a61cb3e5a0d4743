"""The words of each published card, and the cards near it, both worked out beforehand."""

from django.db import models


class CardWords(models.Model):
    """The stems of a published card, so that comparing it reads no body again."""

    card = models.OneToOneField(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    card_id: int
    words = models.JSONField(default=dict)
    """How often each stem stands in it."""
    published_at = models.DateTimeField(null=True)
    """Which publication the words are of."""
    is_due = models.BooleanField(default=True, db_index=True)
    """Whether the card was published or withdrawn since it was compared."""

    def __str__(self) -> str:
        return str(self.card_id)


class RelatedCard(models.Model):
    """A card near another one, and why; who may read the other is asked when it is shown."""

    card = models.ForeignKey("knowledge.CardPage", on_delete=models.CASCADE, related_name="near")
    other = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="near_to"
    )
    card_id: int
    other_id: int
    by_text = models.FloatField()
    by_themes = models.FloatField()
    by_use = models.FloatField()
    score = models.FloatField()
    """The sum of the parts; see `nearness`."""
    theme = models.ForeignKey(
        "community.Theme", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """The rarest theme that both have."""
    used_by = models.PositiveIntegerField(default=0)
    """So many people used both; nobody where they are too few to be said."""

    class Meta:
        ordering = ["-score", "other"]
        constraints = [
            models.UniqueConstraint(fields=["card", "other"], name="knowledge_related_once"),
            models.CheckConstraint(
                condition=~models.Q(card=models.F("other")), name="knowledge_related_never_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.other_id} {self.score:.2f}"
