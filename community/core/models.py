"""Numbers that grow: what tells every process that something kept has become old."""

from django.db import models
from django.db.models import F


class GenerationQuerySet(models.QuerySet["Generation"]):
    """Verbs of generations."""

    def bump(self, key: str) -> None:
        """Raise the number by one; made with 1 when it is not there."""
        if not self.filter(key=key).update(number=F("number") + 1):
            self.get_or_create(key=key, defaults={"number": 1})


class Generation(models.Model):
    """A number by key, raised when what was kept under the former number is no longer true."""

    key = models.CharField(max_length=50, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    objects = GenerationQuerySet.as_manager()

    class Meta:
        db_table = "community_generation"

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class TickRun(models.Model):
    """When something regular last ran, so that it runs once however many processes tick."""

    key = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
