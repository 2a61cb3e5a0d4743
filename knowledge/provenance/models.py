"""A card's source, with what it was called: the card goes on saying it when the source is gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardSource(models.Model):
    """A thing of any app that a card comes from.

    It is named by the kind that its app gives the community, its key and a position in it; no
    foreign key, for apps do not know each other.
    """

    card = models.ForeignKey("knowledge.CardPage", on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    position = models.CharField(max_length=20, blank=True)
    label = models.CharField(_("where it comes from"), max_length=300)
    """What it was called when it was last seen."""
    audiences = models.JSONField(default=list)
    """Who could read it then: nobody else is told what it was called."""
    vanished_on = models.DateField(_("no longer there since"), null=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("source of a card")
        verbose_name_plural = _("sources of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["card", "kind", "key", "position"], name="knowledge_source_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="knowledge_source_of")]

    def __str__(self) -> str:
        return f"{self.card_id} ← {self.kind}:{self.key}:{self.position}"
