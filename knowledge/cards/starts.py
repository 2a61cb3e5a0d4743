"""What a new card begins with, by its kind: blocks to fill in, and an example for each field."""

from functools import cache
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from knowledge.cards.enums import CardKind

TEXT: Final = ("text", "")
STEPS: Final = ("steps", ("", "", ""))
CHECKS: Final = ("checklist", ("", "", ""))
QUESTION: Final = ("question", "")
STARTS: Final[dict[str, tuple[tuple[str, Any], ...]]] = {
    CardKind.LESSON: (TEXT, ("heading", _("How to do it")), STEPS, QUESTION),
    CardKind.GOLDEN_RULE: (
        TEXT,
        ("heading", _("Why it holds")),
        TEXT,
        ("heading", _("How to keep it")),
        CHECKS,
    ),
    CardKind.METHOD: (
        ("heading", _("When to use it")),
        TEXT,
        ("heading", _("Step by step")),
        STEPS,
        ("heading", _("What may go wrong")),
        TEXT,
    ),
    CardKind.PRACTICE: (
        ("heading", _("The problem")),
        TEXT,
        ("heading", _("What we tried")),
        TEXT,
        ("heading", _("What came of it")),
        TEXT,
        ("heading", _("Where it does not work")),
        TEXT,
    ),
    CardKind.TESTIMONY: (
        ("heading", _("Where I speak from")),
        TEXT,
        ("heading", _("What happened")),
        TEXT,
        ("heading", _("What I keep of it")),
        TEXT,
    ),
    CardKind.SIGNAL: (
        ("heading", _("What one sees already")),
        TEXT,
        ("heading", _("What it may change for us")),
        TEXT,
        ("heading", _("What one can do now")),
        CHECKS,
    ),
    CardKind.FAQ: (("heading", ""), TEXT, ("heading", ""), TEXT, ("heading", ""), TEXT),
}
"""Type and value of each block; a text is empty, for its author to write."""

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "title": {
        CardKind.LESSON: _("Giving feedback in three sentences"),
        CardKind.GOLDEN_RULE: _("Have people write before they speak"),
        CardKind.METHOD: _("Opening an online plenary in seven minutes"),
        CardKind.PRACTICE: _("Eight headsets in a cupboard: what we did with them"),
        CardKind.TESTIMONY: _("My first three months as a tutor"),
        CardKind.SIGNAL: _("Learning platforms that close: would our courses survive?"),
        CardKind.FAQ: _("What can one say outside of a co-development group?"),
    },
    "objective": {
        CardKind.LESSON: _("Give precise feedback in less than three minutes"),
        CardKind.GOLDEN_RULE: _("Gather everyone’s ideas before the first words steer the group"),
        CardKind.METHOD: _("Lead the first seven minutes up to a first useful vote"),
        CardKind.PRACTICE: _("Organise a session with one headset for six people"),
        CardKind.TESTIMONY: _("Prepare one’s own first meeting with an apprentice"),
        CardKind.SIGNAL: _("Check that a course would survive its supplier"),
        CardKind.FAQ: _("Tell what may be repeated from what stays in the group"),
    },
    "challenge": {
        CardKind.LESSON: _("Think of the last feedback you gave: which sentence of it is left?"),
        CardKind.GOLDEN_RULE: _("In your last meeting, how many people did not say a word?"),
        CardKind.METHOD: _("Write down the first sentence of your next session, word for word."),
        CardKind.PRACTICE: _("Which equipment of your centre sleeps in a cupboard, and why?"),
        CardKind.TESTIMONY: _("What would you have liked to be told on your first day?"),
        CardKind.SIGNAL: _("If your platform closed in six months, what would be lost?"),
        CardKind.FAQ: _("Before you read: would you repeat what you heard there to your manager?"),
    },
    "content": {
        CardKind.LESSON: _(
            "What one needs to know in a paragraph; the gesture in three to five steps; a question "
            "that sends the reader back to their own work."
        ),
        CardKind.GOLDEN_RULE: _(
            "The rule in a sentence; the reason, with a fact; what one checks in order to keep it."
        ),
        CardKind.METHOD: _(
            "For which situation; the steps, with how long each takes; where it gets stuck and "
            "what helps then."
        ),
        CardKind.PRACTICE: _(
            "The problem as it was; what was tried, what failed too; the result, with a figure if "
            "there is one; in which cases it would not work."
        ),
        CardKind.TESTIMONY: _("Who speaks, from where; one scene, told; what you would do again."),
        CardKind.SIGNAL: _(
            "Facts and where they come from; who would be concerned; one small thing to do today."
        ),
        CardKind.FAQ: _(
            "Each question in the words of those who ask it; an answer of three sentences; a link "
            "to what says more."
        ),
    },
}
"""An example for each field and kind, shown beside the field."""


def start_of(kind: str, *, language: str) -> list[dict[str, Any]]:
    """Return the blocks of a new card as the database keeps them, in the card's language."""
    with override(language):
        return [
            {"type": name, "value": _value(value), "id": str(uuid4())}
            for name, value in STARTS.get(kind, ())
        ]


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [{"type": "item", "value": str(item), "id": str(uuid4())} for item in value]
    return str(value)


@cache
def all_headings() -> frozenset[str]:
    """Return the headings that templates bring, in every language of the site."""
    found: set[str] = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {
                str(value)
                for blocks in STARTS.values()
                for name, value in blocks
                if name == "heading" and str(value)
            }
    return frozenset(found)
