"""The words of an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferState(models.TextChoices):
    """Where an offer stands."""

    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not this time")
    EXPIRED = "expired", _("No answer in time")
    WITHDRAWN = "withdrawn", _("Taken back")


class Reason(models.TextChoices):
    """Why not this time: circumstances, never judgements."""

    BUSY = "busy", _("My weeks are full")
    DATES = "dates", _("The dates do not suit me")
    SUBJECT = "subject", _("It is not quite my subject")
    PLACE = "place", _("It is too far for me")
    OTHER = "other", _("Another reason")
