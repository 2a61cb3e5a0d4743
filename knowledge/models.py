"""The table of contents of this app's models; each lives in its slice."""

from knowledge.cards.models import (
    CardDocument,
    CardIndexPage,
    CardPage,
    CardRecording,
    CardTheme,
    ImportedCard,
)
from knowledge.demands.models import Claim, Demand, DemandTheme, DemandVote

__all__ = [
    "CardDocument",
    "CardIndexPage",
    "CardPage",
    "CardRecording",
    "CardTheme",
    "Claim",
    "Demand",
    "DemandTheme",
    "DemandVote",
    "ImportedCard",
]
