"""What can be found by beginning to type it: a title from each of its words on, without accents."""

import re
from typing import Final

from community.search.analysis import fold

LENGTH: Final = 80
MOST: Final = 12
"""Words of a title from which it can be found."""
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return the words of a text without accents or case, separated by one space."""
    words = (fold(word) for word in _WORD.findall(text[: 4 * LENGTH]))
    return " ".join(word for word in words if word)[:LENGTH].strip()


def beginnings(title: str) -> list[tuple[int, str]]:
    """Return a title from each of its first words on, with the word's place."""
    words = [word for word in map(fold, _WORD.findall(title)) if word][: 2 * MOST]
    return [
        (place, " ".join(words[place:])[:LENGTH].strip()) for place in range(min(len(words), MOST))
    ]
