"""What marks a database as a demo's own, so that no other is ever touched."""

from django.db import models


class DemoStamp(models.Model):
    """A step of the demo that was done; any row at all says that this database is a demo's."""

    step = models.CharField(max_length=80, primary_key=True)
    version = models.PositiveIntegerField(default=1)
    done_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.step} {self.version}"
