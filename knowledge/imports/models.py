"""A file of cards that somebody sent to the CMS, and what has become of it so far."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.recordings.fields import private_storage

SILENT: Final = timedelta(minutes=10)
"""After so long without a sign a run is taken for dead."""


class ImportState(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class CardImport(models.Model):
    """An import: first a trial, which changes nothing; then the real one, of the same file."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="card_imports"
    )
    file = models.FileField(storage=private_storage, upload_to="card-imports", blank=True)
    """Empty once the import is done."""
    name = models.CharField(_("file"), max_length=200)
    language = models.CharField(max_length=5, blank=True)
    """Of all files; empty looks at each."""
    is_trial = models.BooleanField(default=True)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list)
    """Per file: `file`, `outcome`, `title`, `card` (key or null), `notes` (line and words)."""
    problem = models.CharField(max_length=500, blank=True)
    """Why it stopped, for who sent it."""
    begun_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(auto_now=True)
    """When it last went on: one that has been silent for long is taken up again."""

    class Meta:
        verbose_name = _("import of cards")
        verbose_name_plural = _("imports of cards")
        indexes = [models.Index(fields=["by", "-begun_at"], name="knowledge_import_of")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_going_on(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in {ImportState.WAITING, ImportState.RUNNING} and not self.has_stopped

    @property
    def has_stopped(self) -> bool:
        """Whether it ended before all files were read, or has given no sign for long."""
        is_silent = self.beat_at < timezone.now() - SILENT
        return self.state == ImportState.FAILED or (self.state != ImportState.DONE and is_silent)
