"""Readings of a card by day: a number, and nothing of who read."""

from django.db import models


class CardReadings(models.Model):
    """How many stayed with a card on a day."""

    card = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="readings"
    )
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "day"], name="knowledge_readings_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.day} {self.number}"
