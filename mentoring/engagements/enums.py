"""The words of an engagement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EngagementState(models.TextChoices):
    """Where an engagement stands."""

    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Finished")
    STOPPED = "stopped", _("Handed on")


LIVE = (EngagementState.AGREED, EngagementState.RUNNING)
"""States that take a facilitator's place."""


class Part(models.TextChoices):
    """What a facilitator is in an engagement."""

    LEAD = "lead", _("Facilitates")
    SECOND = "second", _("Facilitates as second")
    SHADOW = "shadow", _("Learns by watching")


class EntryKind(models.TextChoices):
    """What stands in an engagement's own history."""

    NOTE = "note", _("note")
    MEETING = "meeting", _("meeting")
    MEETING_CANCELLED = "meeting_off", _("meeting cancelled")


class Helped(models.IntegerChoices):
    """How it went; the number is what matching averages."""

    NO = 0, _("Not yet")
    PARTLY = 1, _("Partly")
    YES = 2, _("Yes")
