"""Why something was found, in words: which words of the question stand where in what is shown.

Only the texts of the result itself are looked at, which the reader may read; of words that are
elsewhere nothing is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.search.analysis import Term
from community.search.parsing import Question
from community.search.query import Match, Result, Way
from community.search.vocabulary import Known

FORMS: Final = 3
"""Words of a text that are named for one of the question."""


@dataclass(frozen=True)
class Word:
    """A word of the question, and the stems by which it is found."""

    written: str
    own: frozenset[str] = frozenset()
    """Its own stems; those beside them are of words that stand for it."""
    otherwise: Way = Way.MEANING
    """What it means to be found by another stem."""


@dataclass(frozen=True)
class Asking:
    """The words of a question by the stems that are looked for."""

    by_stem: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    """A term of several words by its stems, separated by spaces."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Terms that are small words in one language, and mean something in this one alone."""

    @property
    def stems(self) -> frozenset[str]:
        """Return the stems to mark."""
        return frozenset(self.by_stem)

    def stems_in(self, language: str) -> frozenset[str]:
        """Return the stems to mark in a text of a language."""
        return frozenset(
            stem for stem in self.by_stem if self.elsewhere.get(stem, language) == language
        )


def asking_of(question: Question, known: Known) -> Asking:
    """Say which word of the question each stem that is looked for stands for."""
    by_stem: dict[str, tuple[Word, ...]] = {}
    looked_for = {stem for wanted in known.wanted for stem in wanted.stems}
    missing = [word for word in question.words if not looked_for.intersection(word.stems)]
    for wanted in known.wanted:
        asked = next((w for w in question.words if set(w.stems) & set(wanted.stems)), None)
        if asked is not None:
            word = Word(asked.written, frozenset(asked.stems))
        elif missing and wanted.is_guess:
            guessed = missing.pop(0)
            is_mended = guessed.folded in known.meant
            way = Way.MISTAKE if is_mended else Way.BEGINNING
            word = Word(guessed.written, frozenset(), way)
        else:
            continue
        for stem in wanted.stems:
            by_stem[stem] = (*by_stem.get(stem, ()), word)
        kin = Word(word.written, frozenset(), Way.FAMILY)
        for stem, _nearness in wanted.akin:
            by_stem.setdefault(stem, (kin,))
    meanings = [meaning for wanted in known.wanted for meaning in wanted.meanings]
    for meaning in meanings:
        own = frozenset({meaning.term} if meaning.is_itself else ())
        by_stem.setdefault(meaning.term, (Word(meaning.asked, own),))
    return Asking(by_stem, {one.term: one.language for one in meanings if one.language})


def matched(
    asking: Asking, in_title: Sequence[Term], in_passages: Sequence[Sequence[Term]]
) -> tuple[Match, ...]:
    """Return the words of the question that were found, in the question's order."""
    found: dict[Word, dict[Way, dict[str, None]]] = {}
    places: dict[tuple[Word, Way], set[int]] = {}
    # The title is place 0, passages are counted from 1.
    for place, terms in enumerate([in_title, *in_passages]):
        for term in terms:
            for word in asking.by_stem.get(term.word.stem, ()):
                way = Way.ITSELF if term.word.stem in word.own else word.otherwise
                found.setdefault(word, {}).setdefault(way, {})[term.word.written] = None
                places.setdefault((word, way), set()).add(place)
    order = {word: None for words in asking.by_stem.values() for word in words}
    return tuple(
        Match(
            asked=word.written,
            forms=tuple(forms)[:FORMS],
            way=way,
            in_title=0 in places[word, way],
            passages=len(places[word, way] - {0}),
        )
        for word in order
        for way, forms in found.get(word, {}).items()
    )


def reasons(result: Result, language: str) -> list[str]:
    """Return short sentences, each saying one thing, in the active language.

    `language` is the one in which the reader prefers to read.
    """
    said = [*_places(result.matches), *_other_words(result.matches)]
    if result.language == language:
        said.append(_("It is in your language."))
    verified_on = verified(result)
    if verified_on:
        day = date_format(verified_on, "F Y")
        said.append(_("Somebody verified it in %(month)s.") % {"month": day})
    worked, of = applied(result)
    if worked:
        said.append(
            ngettext(
                "It worked for %(worked)d of %(of)d who applied it.",
                "It worked for %(worked)d of %(of)d who applied it.",
                of,
            )
            % {"worked": worked, "of": of}
        )
    return said


def verified(result: Result) -> date | None:
    """Return when somebody else verified it, where its projection says that."""
    return parse_date(str(result.extra.get("verified_on", "")))


def applied(result: Result) -> tuple[int, int]:
    """Return for how many it worked of those who applied it, where its projection says that."""
    worked, of = result.extra.get("applied") or (0, 0)
    return int(worked), int(of)


def _places(matches: Iterable[Match]) -> Iterable[str]:
    """Say where the words stand, those at the same places in one sentence."""
    ordered = sorted(matches, key=lambda match: (not match.in_title, -match.passages))
    for (in_title, passages), group in groupby(
        ordered, key=lambda match: (match.in_title, match.passages)
    ):
        words = _listed(dict.fromkeys(form for match in group for form in match.forms))
        if in_title and passages:
            yield ngettext(
                "The title and %(number)d passage hold %(words)s.",
                "The title and %(number)d passages hold %(words)s.",
                passages,
            ) % {"number": passages, "words": words}
        elif in_title:
            yield _("The title holds %(words)s.") % {"words": words}
        else:
            yield ngettext(
                "%(number)d passage holds %(words)s.",
                "%(number)d passages hold %(words)s.",
                passages,
            ) % {"number": passages, "words": words}


def _other_words(matches: Iterable[Match]) -> Iterable[str]:
    """Say which words stand for others, and why."""
    said = {
        Way.MEANING: _("%(forms)s stands for “%(asked)s”."),
        Way.FAMILY: _("%(forms)s is of the same family as “%(asked)s”."),
        Way.MISTAKE: _("You wrote “%(asked)s”, we understood %(forms)s."),
        Way.BEGINNING: _("%(forms)s begins with “%(asked)s”."),
    }
    for match in matches:
        if match.way in said:
            forms = match.forms[:1] if match.way is Way.BEGINNING else match.forms
            yield said[match.way] % {"forms": _listed(forms), "asked": match.asked}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(_("“%(word)s”") % {"word": word} for word in words)
