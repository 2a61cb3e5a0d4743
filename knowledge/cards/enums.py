"""The kinds of cards, the domains of golden rules, and which blocks suit which kind."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardKind(models.TextChoices):
    """What a card is; the value stands in addresses, imports and the search."""

    LESSON = "lesson", _("Lesson")
    GOLDEN_RULE = "golden_rule", _("Golden rule")
    METHOD = "method", _("Method")
    PRACTICE = "practice", _("Practice")
    TESTIMONY = "testimony", _("Testimony")
    SIGNAL = "signal", _("Signal")
    FAQ = "faq", _("Frequent questions")


class RuleDomain(models.TextChoices):
    """Where a golden rule applies."""

    PARTICIPATION = "participation", _("Participation")
    ANIMATION = "animation", _("Facilitation")
    COLLABORATION = "collaboration", _("Collaboration")


KIND_PLURALS: Final = {
    CardKind.LESSON: _("Lessons"),
    CardKind.GOLDEN_RULE: _("Golden rules"),
    CardKind.METHOD: _("Methods"),
    CardKind.PRACTICE: _("Practices"),
    CardKind.TESTIMONY: _("Testimonies"),
    CardKind.SIGNAL: _("Signals"),
    CardKind.FAQ: _("Frequent questions"),
}

KIND_PROMISES: Final = {
    CardKind.LESSON: _("One thing to learn, in five minutes."),
    CardKind.GOLDEN_RULE: _("One rule that holds, its reason and how to keep it."),
    CardKind.METHOD: _("A way of doing, step by step."),
    CardKind.PRACTICE: _("A real problem, what was tried, what came of it."),
    CardKind.TESTIMONY: _("Somebody tells what they lived through."),
    CardKind.SIGNAL: _("Something that may change our work, and by when."),
    CardKind.FAQ: _("The questions that keep coming back, answered."),
}

EVERYWHERE: Final = frozenset({"heading", "text", "image", "callout", "document"})
BLOCKS_OF_KIND: Final[dict[str, frozenset[str]]] = {
    CardKind.LESSON: EVERYWHERE
    | {"video", "audio", "quote", "steps", "checklist", "embed", "question"},
    CardKind.GOLDEN_RULE: EVERYWHERE | {"quote", "steps", "checklist"},
    CardKind.METHOD: EVERYWHERE
    | {"video", "audio", "quote", "steps", "checklist", "embed", "question"},
    CardKind.PRACTICE: EVERYWHERE | {"video", "audio", "quote", "steps", "checklist", "embed"},
    CardKind.TESTIMONY: EVERYWHERE | {"video", "audio", "quote", "embed", "steps", "checklist"},
    CardKind.SIGNAL: EVERYWHERE | {"video", "audio", "quote", "embed", "steps", "checklist"},
    CardKind.FAQ: EVERYWHERE | {"video", "audio", "quote", "steps", "checklist", "embed"},
}
"""What a published card of each kind may be made of; the question is for lessons and methods."""
