"""What editors keep for a question, read with its vocabulary: ways to say it, and pinned results.

A part of the one query that looks the words up, so that a change holds for the next question on
every engine, without a query of its own. What a reader can find nothing by does not exist here: a
term none of whose passages is theirs, or a pin of something that they may not read, changes nothing
of any answer.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from community.core.reader import Reader
from community.search.analysis import languages_of
from community.search.conditions import allowed
from community.search.curation.terms import looks_small, question_keys
from community.search.engines.contract import Sql, places
from community.search.parsing import Asked, Question
from community.search.scoring import rarity

TERM, PINNED, STEM = 5, 6, 1
"""What a row is; a stem's count is the same as any other's in the vocabulary."""
MOST_ROWS: Final = 400

Row = tuple[int, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another way to say some words of a question, that the reader can find something by."""

    span: tuple[int, ...]
    """Places among the words that were said."""
    asked: str
    """Those words as they were typed."""
    stems: tuple[str, ...]
    """Stand together in this order."""
    language: str
    """In which alone it says that: "AI" in French is "(j')ai". Empty for any."""
    idf: float
    """Rarity of its rarest word."""
    is_small: bool
    """Whether what was asked is a small word of a language, and is looked for nowhere else."""
    is_itself: bool
    """Whether this is what was asked, in the language where it is no small word."""

    def is_of(self, word: Asked, question: Question) -> bool:
        """Whether it says this word of the question, or some words with it."""
        return any(question.spoken[place].stems == word.stems for place in self.span)


@dataclass(frozen=True, slots=True)
class _Term:
    group: str
    text: str
    telling: tuple[str, ...]
    stems: tuple[str, ...]
    language: str
    is_asked: bool
    is_found: bool

    @property
    def only_in(self) -> str:
        return self.language if looks_small(self.text) else ""


def parts(question: Question, reader: Reader, audience: Sql) -> Iterator[Sql]:
    """Yield the SELECTs that the vocabulary's query unites; `audience` is that of its words."""
    stems = sorted({stem for word in question.spoken for stem in word.stems})
    if stems:
        groups = (
            "SELECT synonym_id FROM community_searchsynonymterm"
            f" WHERE is_asked AND first IN ({places(stems)})"
        )
        flags = "CASE WHEN is_asked THEN 1 ELSE 0 END + CASE WHEN is_found THEN 2 ELSE 0 END"
        yield Sql(
            f"SELECT * FROM (SELECT {TERM}, CAST(synonym_id AS varchar(20)) || ' ' || language,"
            f" text, telling, stems, {flags} FROM community_searchsynonymterm"
            f" WHERE synonym_id IN ({groups}) ORDER BY id LIMIT {MOST_ROWS}) AS curated",
            tuple(stems),
        )
        yield Sql(
            f"SELECT {STEM}, '', '', '', stem, SUM(passages) FROM community_searchword"
            " WHERE stem IN (SELECT s.stem FROM community_searchsynonymstem s"
            " JOIN community_searchsynonymterm t ON t.id = s.term_id"
            f" WHERE t.is_found AND t.synonym_id IN ({groups}))"
            f" AND {audience.text} GROUP BY stem",
            (*stems, *audience.parameters),
        )
    keys = question_keys(question)
    if keys and not question.phrases:
        yield _pinned(keys, reader)


def _pinned(keys: Sequence[str], reader: Reader) -> Sql:
    """Ask for the documents, in every language, of what is pinned and the reader may see."""
    today = timezone.localdate()
    may_find = allowed(reader, "d.signature_id")
    return Sql(
        f"SELECT {PINNED}, CAST(d.id AS varchar(20)), '', '', '',"
        " MIN(p.id * 100 + COALESCE(t.sort_order, 0)) FROM community_searchpin p"
        " JOIN community_searchpintarget t ON t.pin_id = p.id"
        " JOIN community_searchsubject o ON o.type = t.type AND o.object_id = t.object_id"
        " JOIN community_searchdocument a ON a.subject_id = o.id"
        " JOIN community_searchdocument d ON d.thing = a.thing"
        " WHERE p.id IN (SELECT pin_id FROM community_searchpinquestion"
        f" WHERE key IN ({places(keys)}))"
        " AND (p.starts_on IS NULL OR p.starts_on <= %s)"
        f" AND (p.ends_on IS NULL OR p.ends_on >= %s) AND {may_find.text} GROUP BY d.id",
        (*keys, today, today, *may_find.parameters),
    )


def pinned(rows: Iterable[Row]) -> Mapping[int, int]:
    """Return the pinned documents with their order."""
    return {int(key): place for part, key, _t, _s, _l, place in rows if part == PINNED}


def otherwise(
    question: Question, rows: Iterable[Row], counts: Mapping[str, int], passages: int
) -> list[Otherwise]:
    """Return the other ways to say a question's words; those within a longer term are no words."""
    terms = [_term(row) for row in rows if row[0] == TERM]
    if not terms:
        return []
    languages = languages_of([word.folded for word in question.spoken])
    matched = {
        (span, term.group): term
        for term in terms
        if term.is_asked and term.language in languages
        for span in _spans(term, question)
    }
    found: dict[tuple[tuple[int, ...], tuple[str, ...], str], Otherwise] = {}
    for (span, group), asked in matched.items():
        if any(set(span) < set(other) for other, _group in matched):
            continue
        typed = " ".join(question.spoken[place].written for place in span)
        for term in terms:
            is_itself = term.text == asked.text
            if term.group != group or not term.is_found or (is_itself and not term.only_in):
                continue
            rare = [counts.get(stem, 0) for stem in term.telling]
            if all(rare) and not _is_said(term, span, question):
                one = Otherwise(
                    span,
                    typed,
                    term.stems,
                    term.only_in,
                    max(rarity(count, passages) for count in rare),
                    looks_small(asked.text),
                    is_itself,
                )
                found.setdefault((span, one.stems, one.language), one)
    return list(found.values())


def _term(row: Row) -> _Term:
    _part, place, text, telling, stems, flags = row
    group, language = place.split()
    return _Term(
        group,
        text,
        tuple(telling.split()),
        tuple(stems.split()),
        language,
        bool(flags & 1),
        bool(flags & 2),
    )


def _spans(term: _Term, question: Question) -> Iterator[tuple[int, ...]]:
    """Yield where a term stands among the words that were said."""
    spoken, length = question.spoken, len(term.stems)
    for start in range(len(spoken) - length + 1):
        said = spoken[start : start + length]
        if all(stem in word.stems for stem, word in zip(term.stems, said, strict=True)) and (
            length == len(spoken) or not looks_small(term.text) or _as_written(term, question)
        ):
            yield tuple(range(start, start + length))


def _as_written(term: _Term, question: Question) -> bool:
    """Whether a term that looks like a small word was typed as the editors write it."""
    return bool(re.search(rf"(?<!\w){re.escape(term.text)}(?!\w)", question.text))


def _is_said(term: _Term, span: Sequence[int], question: Question) -> bool:
    """Whether a term is nothing but the words that were said, and looked for already."""
    said: list[Asked] = [question.spoken[place] for place in span]
    return (
        not term.only_in
        and len(term.stems) == len(said)
        and all(stem in word.stems for stem, word in zip(term.stems, said, strict=True))
    )
