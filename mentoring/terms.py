"""Words of a text as stems with their counts, and back to the words that people wrote."""

import re
from collections import Counter
from collections.abc import Iterator

from community.search.analysis import fold, is_stop_word, stems

_WORD = re.compile(r"[^\W\d_]{3,}")


def _telling(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each telling word with its stem; what is shorter than three letters tells nothing."""
    for word in _WORD.findall(text):
        if not is_stop_word(fold(word)):
            for stem in stems(word, language):
                yield stem, word


def terms_of(text: str, language: str) -> dict[str, int]:
    """Return the stems of a text with their counts, words that say little left out."""
    return dict(Counter(stem for stem, _word in _telling(text, language)))


def words_by_stem(text: str, language: str) -> dict[str, str]:
    """Return for each stem the first word of the text that has it, in lower case."""
    found: dict[str, str] = {}
    for stem, word in _telling(text, language):
        found.setdefault(stem, word.lower())
    return found
