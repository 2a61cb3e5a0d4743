"""The terms of editors: read line by line, refused with what to do, cut into the search's stems."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from community.search.analysis import (
    ENGLISH_STOP_WORDS,
    FRENCH_STOP_WORDS,
    Word,
    is_stop_word,
    word_of,
    words,
)
from community.search.parsing import LANGUAGES, Question, parse

MOST_TERMS: Final = 12
MOST_WORDS: Final = 8
LONGEST: Final = 100
"""Characters of a term."""
MOST_QUESTIONS: Final = 12
MOST_RESULTS: Final = 5
KEY_LENGTH: Final = 200
SMALL: Final = {"fr": FRENCH_STOP_WORDS, "en": ENGLISH_STOP_WORDS}


@dataclass(frozen=True, slots=True)
class Reading:
    """A term as passages of one language hold it."""

    language: str
    stems: tuple[str, ...]
    telling: tuple[str, ...]
    """Those that say something; all, where none does."""
    is_small: bool
    """Whether it is a small word of that language ("AI" in French), and not to be looked for."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a field, blanks tidied, without empty ones."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def readings(term: str, languages: Iterable[str] = LANGUAGES) -> list[Reading]:
    """Return how a term reads in each language, one for those that read it alike."""
    found: list[Reading] = []
    for code in languages:
        listed = words(term, code)
        telling = [word for word in listed if not is_stop_word(word.folded)] or listed
        found.append(
            Reading(
                code,
                tuple(word.stem for word in listed),
                tuple(dict.fromkeys(word.stem for word in telling)),
                all(word.folded in SMALL[code] for word in listed),
            )
        )
    return found


def looks_small(term: str) -> bool:
    """Whether a term is written like small words: "AI" like the French "(j')ai", "IT" like "it"."""
    return all(is_stop_word(word.folded) for word in words(term, LANGUAGES[0]))


def question_keys(question: Question) -> tuple[str, ...]:
    """Return what a question is compared by, once for each language it may be read in."""
    telling = [word for word in question.words if not word.is_joined]
    if not telling:
        return ()
    stems = {
        code: sorted({word_of(word.written, code).stem for word in telling}) for code in LANGUAGES
    }
    return tuple(f"{code}:{' '.join(stems[code])}"[:KEY_LENGTH] for code in LANGUAGES)


def refused_terms(terms: str, also: str) -> dict[str, list[str]]:
    """Return what is wrong with a group by field, in words that say what to do."""
    asked, found = lines_of(terms), lines_of(also)
    errors = {
        "terms": [*_refused(asked), *_doubled(asked)],
        "also": [*_refused(found), *_doubled(found, asked)],
    }
    if not found and len(asked) == 1:
        errors["terms"].append(
            _("A term alone stands for itself. Add another one, or say below what it also finds.")
        )
    if len(asked) + len(found) > MOST_TERMS:
        errors["terms"].append(
            _("These are %(number)d terms, and at most %(most)d make a group. Make two of it.")
            % {"number": len(asked) + len(found), "most": MOST_TERMS}
        )
    return {field: messages for field, messages in errors.items() if messages}


def refused_questions(text: str) -> dict[str, list[str]]:
    """Return what is wrong with the questions of a pin, in words that say what to do."""
    lines = lines_of(text)
    messages = []
    if len(lines) > MOST_QUESTIONS:
        messages.append(
            _("These are %(number)d questions, and at most %(most)d share a pin.")
            % {"number": len(lines), "most": MOST_QUESTIONS}
        )
    for line in lines:
        question = parse(line)
        if not question.words or question.phrases or question.excluded or question.filters:
            messages.append(
                _("“%(question)s”: write plain words, without quotes, minus or filters.")
                % {"question": line}
            )
    return {"questions": messages} if messages else {}


def _refused(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if len(line) > LONGEST or len(_read(line)) > MOST_WORDS:
            yield _("“%(term)s” is too long: %(words)d words and %(letters)d letters at most.") % {
                "term": line[:40],
                "words": MOST_WORDS,
                "letters": LONGEST,
            }
        elif not _read(line):
            yield _("“%(term)s” holds no word. Take it out.") % {"term": line}


def _doubled(lines: Iterable[str], before: Iterable[str] = ()) -> Iterable[str]:
    """Yield a message for each term that the search reads like another of the group."""
    seen = {_alike(line): line for line in before}
    for line in lines:
        key = _alike(line)
        if key in seen:
            yield _(
                "The search reads “%(term)s” and “%(other)s” alike, so one of them is enough. "
                "Take the other out."
            ) % {"term": line, "other": seen[key]}
        elif key:
            seen[key] = line


def _alike(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(reading.stems for reading in readings(line)) if _read(line) else ()


def _read(line: str) -> list[Word]:
    return words(line, LANGUAGES[0])
