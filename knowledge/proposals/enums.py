"""Where a proposal stands."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The states of a proposal."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    TAKEN_UP = "taken_up", _("Taken up")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Not kept")


ITS_AUTHOR_S: Final = (State.DRAFT, State.DECLINED)
"""States in which its author writes it."""
WITH_EXPERTS: Final = (State.PROPOSED, State.TAKEN_UP)
"""States in which an expert has it."""
