"""The words of reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.IntegerChoices):
    """How soon a card should be reviewed; the higher comes first."""

    LOW = 1, _("when there is time")
    NORMAL = 2, _("as usual")
    HIGH = 3, _("soon")


class Verdict(models.TextChoices):
    """What a review ends with."""

    APPROVED = "approved", _("approved")
    CHANGES = "changes", _("changes asked for")
