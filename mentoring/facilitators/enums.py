"""The words that facilitators and needs share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Format(models.TextChoices):
    """Where people meet."""

    REMOTE = "remote", _("Remote")
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Hybrid")


class Skill(models.TextChoices):
    """What a facilitator can be qualified in."""

    COLLECTIVE_INTELLIGENCE = (
        "collective_intelligence",
        pgettext_lazy("qualification", "Collective intelligence"),
    )
    DESIGN_THINKING = "design_thinking", pgettext_lazy("qualification", "Design thinking")
    FACILITATION = "facilitation", pgettext_lazy("qualification", "Facilitation")
    CODEVELOPMENT = "codevelopment", pgettext_lazy("qualification", "Co-development")
    BLENDED_LEARNING = "blended_learning", pgettext_lazy("qualification", "Blended learning")
