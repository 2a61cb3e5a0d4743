"""What a person typed becomes a question: words, phrases, exclusions, operators. Never an error."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from community.search.analysis import is_stop_word, languages_of, word_of, words
from community.search.people import named

LANGUAGES: Final = ("fr", "en")
MAX_TEXT: Final = 4000
"""Characters that are read; a question is shorter, a pasted need may be long."""
MAX_WORDS: Final = 48
MAX_PHRASES: Final = 4
MAX_COMPOUNDS: Final = 6
OPERATORS: Final = {
    "type": "type",
    "theme": "theme",
    "thème": "theme",
    "territory": "territory",
    "territoire": "territory",
    "lang": "language",
    "langue": "language",
    "by": "by",
    "par": "by",
}
DATES: Final = {
    "after": "after",
    "après": "after",
    "apres": "after",
    "before": "before",
    "avant": "before",
}

_OPERATOR: Final = re.compile(
    rf"(?<!\S)(?:({'|'.join(OPERATORS)}):(?:([\w][\w-]*)|[\"“«]\s*([^\"“”«»]+?)\s*[\"”»])"
    rf"|({'|'.join(DATES)}):(\d{{4}})(?:-(\d\d?)(?:-(\d\d?))?)?)(?!\S)",
    re.IGNORECASE,
)
_PHRASE: Final = re.compile(r"(?<!\w)(-?)[\"“”«]\s*([^\"“”«»]+?)\s*[\"“”»]")
_EXCLUDED: Final = re.compile(r"(?<!\S)[-−](?=[^\W_])(\S+)")
_COMPOUND: Final = re.compile(r"(?<![\w-])[^\W\d_]+(?:[-‑][^\W\d_]+)+(?![\w-])")
_BROKEN: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


Phrase = tuple[tuple[str, ...], ...]
"""Words that stand together, as stems in each language that they may be in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question in each language that it may be."""

    written: str
    folded: str
    stems: tuple[str, ...]
    times: int = 1
    is_joined: bool = False
    """Whether it is a compound written as one word: "codéveloppement" for "co-développement"."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood."""

    words: tuple[Asked, ...] = ()
    """Those that count, in order, each once; stop words only where there is nothing else."""
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Asked, ...] = ()
    excluded_phrases: tuple[Phrase, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    """Facet and value, from operators."""
    after: date | None = None
    """From this day on."""
    before: date | None = None
    """Until the day before this one."""
    text: str = ""
    """What was typed, without operators."""
    stems: frozenset[str] = frozenset()
    """Of all words, those that say little among them."""
    spoken: tuple[Asked, ...] = ()
    """All words in order, as often as they were typed."""
    is_unfinished: bool = False
    """Whether the last word may still be being typed."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: then everything is browsed, newest first."""
        return not self.words and not self.phrases


def parse(typed: str) -> Question:
    """Understand what was typed, whatever it is."""
    text = unicodedata.normalize("NFC", _BROKEN.sub(" ", typed[:MAX_TEXT]))
    operators = _operators(text)
    text = _without(text, [(start, end) for _name, _value, start, end in operators])
    after = [day for name, day, *_place in operators if name == "after" and isinstance(day, date)]
    before = [day for name, day, *_place in operators if name == "before" and isinstance(day, date)]
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for match in _PHRASE.finditer(text):
        stems = tuple(dict.fromkeys(_stems_in(match[2], code) for code in LANGUAGES))
        if all(stems):
            (unwanted if match[1] else wanted).append(stems)
    rest = _PHRASE.sub(lambda match: " " if match[1] else f" {match[2]} ", text)
    excluded = [word for match in _EXCLUDED.finditer(rest) for word in _asked(match[1])]
    rest = _EXCLUDED.sub(" ", rest)
    spoken = _spoken(rest)
    every = [*_joined(rest), *_each_once(spoken)]
    telling = _that_count(every)
    quoted = sum(len(phrase[0]) for phrase in wanted)
    return Question(
        words=tuple(telling),
        # In a long question quotes are a way of speaking, not a condition.
        phrases=tuple(wanted[:MAX_PHRASES]) if 2 * quoted >= len(telling) else (),
        excluded=tuple(excluded[:MAX_WORDS]),
        excluded_phrases=tuple(unwanted[:MAX_PHRASES]),
        filters=tuple((n, value) for n, value, *_place in operators if isinstance(value, str)),
        after=max(after, default=None),
        before=min(before, default=None),
        text=text,
        stems=frozenset(stem for word in every for stem in word.stems),
        spoken=tuple(spoken[:MAX_WORDS]),
        is_unfinished=bool(rest) and rest[-1].isalnum() and not typed.endswith((" ", "\n")),
    )


Operator = tuple[str, str | date, int, int]
"""Facet (or after, before), value, and where it stands."""


def without_operators(typed: str, name: str, value: str = "") -> str:
    """Return what was typed without the operators of a facet, or those with that value alone."""
    text = unicodedata.normalize("NFC", _BROKEN.sub(" ", typed[:MAX_TEXT]))
    return _without(
        text,
        [
            (start, end)
            for found, held, start, end in _operators(text)
            if found == name and (not value or held == value)
        ],
    )


def _operators(text: str) -> list[Operator]:
    found: list[Operator] = []
    for match in _OPERATOR.finditer(text):
        start, end = match.span()
        if match[1]:
            facet = OPERATORS[match[1].lower()]
            value = match[2] or match[3]
            value = named(value) if facet == "by" else value
            if value:
                found.append((facet, value, start, end))
        else:
            day = _day(match[5], match[6], match[7])
            if day is not None:
                found.append((DATES[match[4].lower()], day, start, end))
    return found


def _day(year: str, month: str | None, day: str | None) -> date | None:
    """Return the first day of what was written, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in places:
        pieces.append(text[at:start])
        at = end
    return " ".join(" ".join([*pieces, text[at:]]).split())


def _stems_in(text: str, language: str) -> tuple[str, ...]:
    return tuple(word.stem for word in words(text, language))[:MAX_WORDS]


def _spoken(text: str) -> list[Asked]:
    """Return the words of a text in order, in each language that the whole of it may be in."""
    listed = words(text, LANGUAGES[0])
    languages = languages_of([word.folded for word in listed])
    return [
        Asked(
            word.written,
            word.folded,
            tuple(dict.fromkeys(word_of(word.written, code).stem for code in languages)),
        )
        for word in listed
    ]


def _each_once(spoken: Sequence[Asked]) -> list[Asked]:
    """Return each word once, by its first stem, with how often it was said."""
    found: dict[str, Asked] = {}
    for word in spoken:
        before = found.get(word.stems[0])
        found[word.stems[0]] = replace(before, times=before.times + 1) if before else word
    return list(found.values())


def _asked(text: str) -> list[Asked]:
    """Return the words of a text, each stem once, in order."""
    return _each_once(_spoken(text))


def _joined(text: str) -> list[Asked]:
    """Return the compounds of a text as single words: others write them without a hyphen."""
    found = []
    for compound in list(dict.fromkeys(_COMPOUND.findall(text)))[:MAX_COMPOUNDS]:
        word = compound.replace("-", "").replace("‑", "")
        found += [replace(one, is_joined=True) for one in _asked(word)]
    return found


def _that_count(found: Sequence[Asked]) -> list[Asked]:
    """Leave out words that say little, unless there are no others."""
    telling = [word for word in found if not is_stop_word(word.folded)]
    return (telling or list(found))[:MAX_WORDS]
