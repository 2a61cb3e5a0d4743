"""The words of freshness."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What somebody found who verified a card."""

    APPROVED = "approved", _("approved in the review")
    RIGHT = "right", _("still right")
    NEEDS_WORK = "needs_work", _("needs work")


class Every(models.IntegerChoices):
    """How often a card may be verified."""

    QUARTER = 3, _("every three months")
    HALF = 6, _("every six months")
    YEAR = 12, _("every year")
    TWO_YEARS = 24, _("every two years")
    THREE_YEARS = 36, _("every three years")
