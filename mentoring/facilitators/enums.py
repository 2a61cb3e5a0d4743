"""The words that facilitators and needs share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """Where people meet."""

    REMOTE = "remote", _("Remote")
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Hybrid")


class Skill(models.TextChoices):
    """What a facilitator can be qualified in."""

    COLLECTIVE_INTELLIGENCE = "collective_intelligence", _("Collective intelligence")
    DESIGN_THINKING = "design_thinking", _("Design thinking")
    FACILITATION = "facilitation", _("Facilitation")
    CODEVELOPMENT = "codevelopment", _("Co-development")
    BLENDED_LEARNING = "blended_learning", _("Blended learning")
