"""Questions as people type them: without accents, with letters swapped, shouted, with a mark."""

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

LONG_ENOUGH: Final = 6
"""Letters of a word that gets two of its inner ones swapped."""


def without_accents(text: str) -> str:
    """Return a text whose letters lost their marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def letters_swapped(text: str) -> str:
    """Return a text with two neighbours swapped inside its longest word; the same each time."""
    words = text.split(" ")
    place = max(range(len(words)), key=lambda number: len(words[number]))
    word = words[place]
    if len(word) < LONG_ENOUGH or not word.isalpha():
        return text
    swapped = [at for at in range(1, len(word) - 2) if word[at] != word[at + 1]]
    if not swapped:
        return text
    at = random.Random(word).choice(swapped)  # noqa: S311  (no secret: a repeatable choice)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def in_capitals(text: str) -> str:
    """Return a text in capitals."""
    return text.upper()


def with_a_question_mark(text: str) -> str:
    """Return a text with one more question mark, after a space as French has it."""
    return text.rstrip() + " ?"


SPOILED: Final[Mapping[str, Callable[[str], str]]] = {
    "without accents": without_accents,
    "letters swapped": letters_swapped,
    "in capitals": in_capitals,
    "question mark": with_a_question_mark,
}
