"""The words of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What came of applying a card."""

    WORKED = "worked", _("It worked")
    ADAPTED = "adapted", _("It worked, adapted")
    FAILED = "failed", _("It did not work")


WORKED = (Result.WORKED, Result.ADAPTED)
"""What counts as having worked."""


class Reason(models.TextChoices):
    """Why a card did not help."""

    OUTDATED = "outdated", _("It is out of date")
    UNCLEAR = "unclear", _("I do not understand it")
    NOT_MINE = "not_mine", _("It does not fit my situation")
    INCOMPLETE = "incomplete", _("Something is missing")
    WRONG = "wrong", _("Something is wrong")
