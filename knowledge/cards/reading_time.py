"""How long a card takes: words at a prudent pace, and its recordings played once.

The pace is that of texts read aloud by native speakers in the International Reading Speed Texts
(Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance: The New
International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53(9), 2012,
table 2): 195 words a minute in French, 228 in English. Reading silently is faster (238 in English:
Brysbaert, Journal of Memory and Language 109, 2019), so that the promise is kept for most readers.

`static/knowledge/js/reading_time.js` counts in the same way while one writes.
"""

import math
import re
from typing import Final

WORDS_PER_MINUTE: Final = {"fr": 195, "en": 228}
DEFAULT_WORDS_PER_MINUTE: Final = 195
PROMISE_SECONDS: Final = 300
"""What a lesson may take at most."""

# A word with its elisions and hyphens: "l’heure" and "vis-à-vis" are one each.
_WORD = re.compile(r"[^\W_]+(?:[’'\u2011-][^\W_]+)*")


def words_in(text: str) -> int:
    """Count the words of plain text; punctuation alone is no word."""
    return sum(1 for _match in _WORD.finditer(text))


def pace(language: str) -> int:
    """Return the words a minute for a language code (``fr``, ``en-gb``)."""
    return WORDS_PER_MINUTE.get(language[:2].lower(), DEFAULT_WORDS_PER_MINUTE)


def seconds_for(words: int, *, language: str, media_seconds: float = 0) -> int:
    """Return the whole seconds that so many words and so much sound or film take."""
    return math.ceil(words * 60 / pace(language) + max(0.0, media_seconds))


def minutes_shown(seconds: int) -> int:
    """Return the minutes that a card announces: rounded up, never none."""
    return max(1, math.ceil(seconds / 60))


def words_too_many(seconds: int, *, language: str) -> int:
    """Return how many words must go to keep the promise; 0 when it is kept."""
    return max(0, math.ceil((seconds - PROMISE_SECONDS) * pace(language) / 60))


def parts_needed(seconds: int) -> int:
    """Return into how many lessons of five minutes it would have to be split."""
    return max(1, math.ceil(seconds / PROMISE_SECONDS))
