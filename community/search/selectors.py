"""Answers questions: what was asked is understood, looked up, found, counted and shown.

Three database queries, whatever the number of hits: the words, the hits with the counts, the texts.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.db import connection
from django.utils.translation import get_language

from community.core.reader import Reader
from community.search import facets as facet_counts
from community.search import vocabulary
from community.search.conditions import Filters, numbers_of
from community.search.engines import engine_for
from community.search.parsing import Question, parse
from community.search.presentation import SHOWN, WHOLE, Shown, show
from community.search.query import Results, SearchQuery
from community.search.reasons import asking_of
from community.search.retrieval import WINDOW, retrieve
from community.search.statement import PASSAGES, Asked
from community.search.vocabulary import Known

MAX_PAGE: Final = 100
MAX_PAGE_SIZE: Final = 1000
SUGGEST_WINDOW: Final = 25
"""Documents that are ranked anew while somebody is writing."""


def search(query: SearchQuery) -> Results:
    """Answer a question: at most three database queries, whatever the number of hits."""
    question = parse(query.text)
    filters = _filters(query, question)
    size = min(max(query.page_size, 1), MAX_PAGE_SIZE)
    page = min(max(query.page, 1), MAX_PAGE)
    known = _known(question, query.reader)
    asked = _asked(query, question, known, filters, start=(page - 1) * size, size=size)
    retrieved = retrieve(asked)
    total = retrieved.counts.total(filters)
    asking = asking_of(question, known)
    most = WHOLE if query.scope and total == 1 else SHOWN
    shown = Shown()
    if retrieved.counts:
        nearest = facet_counts.offered("organisation", retrieved.counts, filters)
        shown = show(retrieved, asking, most=most, organisations=numbers_of(nearest))
    return Results(
        total=total,
        results=shown.results,
        facets=facet_counts.facets(retrieved.counts, filters, shown.labels, Offer(filters, shown)),
        page=page,
        pages=max(1, min(-(-total // size), MAX_PAGE)),
        text=question.text,
        after=question.after,
        before=question.before,
        filters=filters,
        suggestion=_suggestion(question.text, known.meant) if shown.results else "",
        is_browsing=question.is_empty,
        is_relaxed=not retrieved.is_strict,
        is_behind=retrieved.is_behind,
    )


def ranking_of(query: SearchQuery, *, depth: int) -> list[tuple[int, float]]:
    """Return the keys and scores of the first `depth` documents, without their texts."""
    question = parse(query.text)
    known = _known(question, query.reader)
    filters = _filters(query, question)
    retrieved = retrieve(_asked(query, question, known, filters, start=0, size=depth))
    return [(found.document, found.score) for found in retrieved.found]


def _asked(
    query: SearchQuery,
    question: Question,
    known: Known,
    filters: Filters,
    *,
    start: int,
    size: int,
) -> Asked:
    return Asked(
        question=question,
        known=known,
        reader=query.reader,
        filters=filters,
        language=query.language or get_language() or query.reader.language,
        start=start,
        size=size,
        window=WINDOW,
        passages=WHOLE if query.scope else PASSAGES,
    )


def suggest(
    text: str, reader: Reader, types: tuple[str, ...] = (), limit: int = 5, language: str = ""
) -> Results:
    """Answer while somebody is still writing, without counts or facets: two queries at most.

    For a text that may be long and is no question: a need, a title. Nothing asked finds nothing.
    """
    question = parse(text)
    if question.is_empty:
        return Results(text=question.text)
    known = replace(_known(question, reader), pinned={})
    retrieved = retrieve(
        Asked(
            question=question,
            known=known,
            reader=reader,
            filters={"type": types},
            language=language or get_language() or reader.language,
            start=0,
            size=limit,
            window=max(SUGGEST_WINDOW, limit),
            with_texts=True,
        )
    )
    shown = show(retrieved, asking_of(question, known)) if retrieved.found else Shown()
    return Results(total=len(shown.results), results=shown.results, text=question.text)


def _known(question: Question, reader: Reader) -> Known:
    if question.is_empty:
        return Known()
    return vocabulary.look_up(question, reader, engine_for(connection))


def _filters(query: SearchQuery, question: Question) -> dict[str, tuple[str, ...]]:
    """Return the chosen values by facet, those of operators after those of the address."""
    filters = {facet: list(values) for facet, values in query.filters().items()}
    for facet, value in question.filters:
        filters.setdefault(facet, []).append(value)
    return {facet: tuple(dict.fromkeys(values)) for facet, values in filters.items()}


def _suggestion(text: str, meant: Mapping[str, str]) -> str:
    """Return the question with its mistakes mended, or nothing when there was none."""
    mended = text
    for typed, word in meant.items():
        mended = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", word, mended, flags=re.IGNORECASE)
    return mended if mended != text else ""


class Offer:
    """Which territories are offered: regions, and the departments of one that is chosen."""

    def __init__(self, filters: Filters, shown: Shown) -> None:
        chosen = frozenset(filters.get("territory", ()))
        self.regions = shown.regions
        self.parents = shown.parents
        self.opened = chosen | {shown.parents.get(code, "") for code in chosen}

    def __call__(self, facet: str, value: str) -> bool:
        """Whether the value is offered."""
        if facet != "territory":
            return True
        return value in self.regions or self.parents.get(value) in self.opened & self.regions
