"""Words of a text as stems with their counts, and back to the words that people wrote."""

from collections import Counter

from community.search.analysis import is_stop_word, terms


def terms_of(text: str, language: str) -> dict[str, int]:
    """Return the stems of a text with their counts, words that say little left out."""
    return dict(Counter(_telling(text, language)))


def _telling(text: str, language: str) -> list[str]:
    return [
        term.stem
        for term in terms(text, language)
        if len(term.word) > 2 and not is_stop_word(term.word)
    ]


def words_by_stem(text: str, language: str) -> dict[str, str]:
    """Return for each stem the first word of the text that has it, in lower case."""
    found: dict[str, str] = {}
    for term in terms(text, language):
        found.setdefault(term.stem, text[term.start : term.end].lower())
    return found
