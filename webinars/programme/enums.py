"""The words of the programme: states, modes, and the three lives of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether others know of a session."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    CANCELLED = "cancelled", _("Cancelled")


class Mode(models.TextChoices):
    """How one takes part."""

    ONLINE = "online", _("Online")
    ON_SITE = "on_site", _("On site")


class Life(models.TextChoices):
    """What a session's page is at a moment."""

    BEFORE = "before", _("Upcoming")
    LIVE = "live", _("Live")
    AFTER = "after", _("Past")
    CANCELLED = "cancelled", _("Cancelled")
