"""How hard a text is to read: sentences, syllables, and the index of Flesch for its language.

English: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32(3), 1948:
206.835 - 1.015 × words per sentence - 84.6 × syllables per word. French: L. Kandel and A. Moles,
« Application de l'indice de Flesch à la langue française », Cahiers d'études de radio-télévision
19, 1958: 207 - 1.015 × words per sentence - 73.6 × syllables per word. From 0 (hard) to 100 (easy).

Syllables are counted by rules of thumb: the index is a hint and hinders nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from knowledge.cards import reading_time

LEAST_WORDS: Final = 60
"""Words below which an index says nothing."""
EASY: Final = 60
"""From here on a text is read without effort, as Flesch put it ("standard" begins at 60)."""
HARD: Final = 40
LONG_SENTENCE: Final = 30
"""Words in a sentence above which most readers begin it again."""
LONG_PARAGRAPH: Final = 110
"""Words in a paragraph that fill a telephone's screen."""

CONSTANTS: Final = {"en": (206.835, 1.015, 84.6), "fr": (207.0, 1.015, 73.6)}
_SENTENCE = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f»”\")]+(?=[A-ZÀ-ÖØ-Þ«“\"(\d])|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = {"en": re.compile(r"[aeiouy]+"), "fr": re.compile(r"[aeiouyœæ]+")}
_SILENT = {
    "en": re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^lt])es$|(?<=[^td])ed$"),
    "fr": re.compile(r"(?:e|es|(?<!m)ent)$"),
}


@dataclass(frozen=True)
class Measure:
    """What was counted in a text, and its index when there is enough of it."""

    words: int
    sentences: int
    index: int | None

    @property
    def is_hard(self) -> bool:
        """Whether few colleagues read it without effort."""
        return self.index is not None and self.index < HARD

    @property
    def is_easy(self) -> bool:
        """Whether most colleagues read it without effort."""
        return self.index is not None and self.index >= EASY


def sentences_in(text: str) -> list[str]:
    """Cut plain text into sentences; each line ends one."""
    return [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]


def syllables_in(word: str, *, language: str) -> int:
    """Return about how many syllables one says; never none."""
    code = language[:2] if language[:2] in CONSTANTS else "fr"
    plain = unicodedata.normalize("NFD", word.lower())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # An accented last vowel is said: "cité" has two, "cite" one.
    says_last = plain != bare and unicodedata.combining(plain[-1]) != 0
    groups = len(_VOWELS[code].findall(bare))
    if groups > 1 and not says_last and _SILENT[code].search(bare):
        groups -= 1
    return max(1, groups)


def measure(texts: list[str], *, language: str) -> Measure:
    """Count the paragraphs of a card and work out their index."""
    sentences = [sentence for text in texts for sentence in sentences_in(text)]
    words = sum(reading_time.words_in(sentence) for sentence in sentences)
    if words < LEAST_WORDS:
        return Measure(words, len(sentences), None)
    code = language[:2].lower()
    base, per_sentence, per_word = CONSTANTS.get(code, CONSTANTS["fr"])
    parts = [part for sentence in sentences for part in _WORD.findall(sentence)]
    syllables = sum(syllables_in(part, language=code) for part in parts)
    index = base - per_sentence * words / len(sentences) - per_word * syllables / words
    return Measure(words, len(sentences), round(max(0.0, min(100.0, index))))
