"""The words of a demand: where it comes from and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """What brought a demand to the board."""

    MEMBER = "member", _("Asked by a member")
    SEARCH = "search", _("Searched for without finding")
    NEED = "need", _("A request that nobody could answer")


class State(models.TextChoices):
    """Where a demand stands."""

    OPEN = "open", _("To be written")
    CLAIMED = "claimed", _("Being written")
    ANSWERED = "answered", _("Answered")
    DUPLICATE = "duplicate", _("Asked already")
    DECLINED = "declined", _("Not kept")


WAITING = (State.OPEN, State.CLAIMED)
"""States in which a card is still to come: one may vote."""
