"""What a page of results says of itself, signed: a counter believes no question but these."""

from dataclasses import dataclass
from typing import Final

from django.core import signing

from community.search.analysis import words
from community.search.parsing import LANGUAGES

SALT: Final = "community.search.log"
MAX_QUESTION: Final = 120
MAX_AGE: Final = 24 * 60 * 60
"""Seconds for which a page that stays open is believed."""


@dataclass(frozen=True)
class Shown:
    """A question as it is counted, in which language the page was, and whether it had an answer."""

    question: str
    language: str
    is_answered: bool


def normalised(text: str) -> str:
    """Return a question as it is counted: its words in lower case without accents, cut."""
    return " ".join(word.folded for word in words(text[:500], "fr"))[:MAX_QUESTION].strip()


def token_of(text: str, *, language: str, is_answered: bool) -> str:
    """Return what a page hands to whoever shows it; empty where nothing was asked."""
    question = normalised(text)
    if not question or language not in LANGUAGES:
        return ""
    return signing.dumps([question, language, int(is_answered)], salt=SALT)


def shown_of(token: str) -> Shown | None:
    """Return what a page showed; None for what this site never said, or too long ago."""
    try:
        question, language, is_answered = signing.loads(token[:1000], salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Shown(question, language, bool(is_answered))
