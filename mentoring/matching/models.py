"""How much each reason weighs: the animator's to decide, in the CMS."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from mentoring.matching.ranking import DEFAULT_WEIGHTS, Weights


def _points(label: Any, key: str) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        label, default=getattr(DEFAULT_WEIGHTS, key), validators=[MaxValueValidator(100)]
    )


@register_setting(icon="sliders", order=300)
class MatchingWeights(BaseGenericSetting):
    """The points that each reason can bring; their sum is what a perfect match scores."""

    themes = _points(_("themes in common"), "themes")
    text = _points(_("words in common"), "text")
    territory = _points(_("territory"), "territory")
    format = _points(_("format"), "format")
    availability = _points(_("availability"), "availability")
    room = _points(_("room for one more"), "room")
    language = _points(_("language"), "language")
    evidence = _points(_("what they have done here"), "evidence")
    feedback = _points(_("how it went for others"), "feedback")

    panels = [
        HelpPanel(
            content=_(
                "Each reason brings up to this many points, and the score is exactly their sum. "
                "The new weights count from the next ranking on."
            )
        ),
        *(
            FieldPanel(name)
            for name in (
                "themes",
                "text",
                "territory",
                "format",
                "availability",
                "room",
                "language",
                "evidence",
                "feedback",
            )
        ),
    ]

    class Meta:
        verbose_name = _("weights of the matching")

    def as_weights(self) -> Weights:
        """Return the plain value that ranking takes."""
        return Weights(**{name: getattr(self, name) for name in Weights.names()})
