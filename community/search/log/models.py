"""Counts of questions by day, and the marks that keep one person from counting twice."""

from typing import Final

from django.db import models

K: Final = 5
"""Visitors of one month that a question needs before anybody reads it."""
COUNTED: Final = ("asked", "unanswered", "clicked", "reformulated")
"""The columns of a tally that add up."""


class SearchTally(models.Model):
    """How many visitors asked a question for the first time in a month, by day and language.

    No person, no session, no address of a computer. A question that too few asked loses its words
    when its month is over, and counts on without them.
    """

    day = models.DateField()
    language = models.CharField(max_length=5)
    question = models.CharField(max_length=120, blank=True)
    """Folded words; empty for all questions that too few asked."""
    asked = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)
    reformulated = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "question"], name="community_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.question}"


class SearchMark(models.Model):
    """That somebody was counted for something in a month: who and what, only the salt tells."""

    digest = models.CharField(max_length=40, primary_key=True)
    month = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class SearchSalt(models.Model):
    """What this month's marks are made with; thrown away with them when the month is over."""

    month = models.DateField(primary_key=True)
    """Its first day."""
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
