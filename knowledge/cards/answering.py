"""Which cards answer a title already, by the site's own search."""

from typing import Final

from community.core.reader import Reader
from community.search.query import Result
from community.search.selectors import suggest

ENOUGH_TEXT: Final = 8
"""Characters before it is worth looking."""
LEAST_SHARE: Final = 0.5
"""What scores less, as a share of the best, is left out."""


def cards_answering(
    text: str, reader: Reader, *, language: str, limit: int = 3, but: int | None = None
) -> list[Result]:
    """Return the cards that come nearest to a text and that the reader may read, the best first.

    `but` is the key of a card that is not looked for: the one being written.
    """
    words = text.strip()[:300]
    if len(words) < ENOUGH_TEXT:
        return []
    answers = suggest(words, reader, ("card",), limit=2 * limit, language=language).results
    found = [result for result in answers if result.id != but]
    best = max((result.score for result in found), default=0.0)
    return [result for result in found if result.score >= LEAST_SHARE * best][:limit]
