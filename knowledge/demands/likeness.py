"""Which demands say the same: the stems that two titles share."""

from collections.abc import Iterable
from typing import Final

from community.search.analysis import is_stop_word, words

ENOUGH: Final = 0.5
"""The share of its telling stems that another title must have."""


def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the telling words of a text."""
    return frozenset(
        word.stem
        for word in words(text[:500], language)
        if len(word.folded) > 2 and not is_stop_word(word.folded)
    )


def likeness(ours: frozenset[str], theirs: Iterable[str]) -> float:
    """Return how alike two sets of stems are, from 0 to 1: shared ones over the smaller set."""
    others = frozenset(theirs)
    smaller = min(len(ours), len(others))
    return len(ours & others) / smaller if smaller else 0.0
