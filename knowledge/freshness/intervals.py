"""How long a card is taken for fresh, and what the search makes of one that is not. Pure."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from knowledge.cards.enums import CardKind

MONTHS_OF_KIND: Final[dict[str, int]] = {
    CardKind.LESSON: 12,
    CardKind.GOLDEN_RULE: 24,
    CardKind.METHOD: 12,
    CardKind.PRACTICE: 24,
    CardKind.TESTIMONY: 36,
    CardKind.SIGNAL: 6,
    CardKind.FAQ: 6,
}
"""Months after which a card is verified again, unless the card says otherwise."""
SOON: Final = timedelta(days=30)
"""How long before its day a card stands on its verifier's list."""
REMIND_BEFORE: Final = timedelta(days=14)
REMIND_EVERY: Final = timedelta(days=14)
REWORK: Final = timedelta(days=30)
"""How long an author has for a card that needs work before its verifier looks again."""
STALE_WEIGHT: Final = 0.85
"""What a card weighs in the search that is overdue or needs work: of two that answer alike, the
fresh one comes first; a better answer still wins."""


def months_for(kind: str, own: int | None) -> int:
    """Return the months between two verifications of a card of a kind; its own number wins."""
    return own or MONTHS_OF_KIND[kind]


def due_after(day: date, *, kind: str, own: int | None) -> date:
    """Return the day by which a card that was verified on `day` is verified again."""
    return day + relativedelta(months=months_for(kind, own))
