"""How a card stands in another language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What the board of languages is divided by, the most pressing first."""

    OUTDATED = "outdated", _("Out of date")
    MISSING = "missing", _("Missing")
    IN_HAND = "in-hand", _("In hand")
    UNFOLLOWED = "unfollowed", _("Never compared")
    CURRENT = "current", _("Up to date")
