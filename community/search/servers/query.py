"""The question for a server: what finds, ranks, groups and counts, as in `statement.py`.

Built with Elasticsearch's own library and sent as it is to either server. Whatever somebody typed
comes in as a term of its own: none of the servers' query languages is ever spoken.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from community.search.conditions import COLUMNS, Filters, numbers_of
from community.search.indexing import FACETS
from community.search.parsing import Phrase, Question
from community.search.scoring import AKIN, Meaning, Wanted
from community.search.statement import OTHER_LANGUAGE, PINNED, Asked, divided
from community.search.vocabulary import GUESS

PATH: Final = "passages"
MOST_VALUES: Final = 500
"""Values of a facet that are counted."""
EXACT_TOTAL: Final = 40_000
"""Things up to which a total is exact; beyond, it is off by some in a thousand."""
REACH: Final = 10_000
"""Documents up to which a server pages."""
FOUND, TOTAL = "found", "total"


def is_in_reach(asked: Asked) -> bool:
    """Whether a server can go as deep as that page."""
    return asked.start + asked.size <= REACH


def body(asked: Asked, pending: Sequence[int], *, is_strict: bool) -> dict[str, Any]:
    """Return the request for a question.

    `pending` are the subjects that changed and were not sent yet; they are left out of everything.
    With `is_strict` each phrase must stand in the document.
    """
    question = asked.question
    finding = None if question.is_empty else _answering(asked)
    search = Search().query(
        Q(
            "function_score",
            query=Q(
                "bool",
                must=[finding or Q("match_all")],
                filter=_conditions(asked, is_strict=is_strict),
                must_not=_left_out(question, pending),
            ),
            functions=_factors(asked.language),
            score_mode="multiply",
            boost_mode="multiply",
        )
    )
    chosen = _chosen(asked.filters)
    if chosen:
        search = search.post_filter(Q("bool", filter=list(chosen.values())))
    if not asked.with_texts:
        _count(search, chosen, asked.filters)
    elif question.phrases:
        search.aggs.bucket(FOUND, "filter", filter=Q("match_all"))
    start, size = _window(asked)
    search = search.extra(
        from_=start,
        size=size,
        track_total_hits=False,
        collapse={"field": "thing"},
        _source=False,
        stored_fields=["title"],
        docvalue_fields=["document", "weight", "language"],
        timeout="1s",
        sort=_order(question),
    )
    return dict(search.to_dict())


def _answering(asked: Asked) -> Query:
    """Return what finds documents: by the question's words, or because editors put them first."""
    ways = [_finding(asked.known.wanted, asked.passages)] if asked.known.wanted else []
    if asked.known.pinned:
        documents = Q("terms", document=list(asked.known.pinned))
        ways.append(Q("constant_score", filter=documents, boost=PINNED))
    return ways[0] if len(ways) == 1 else Q("bool", should=ways, minimum_should_match=1)


def _finding(wanted: Sequence[Wanted], passages: int) -> Query:
    """Return what finds passages: any of the telling words; common ones only help to rank."""
    strong, helpers = divided(wanted)
    passage = Q(
        "nested",
        path=PATH,
        score_mode="max",
        query=Q(
            "bool",
            should=[_word(word) for word in [*strong, *helpers]],
            must=[Q("bool", should=[_word(word) for word in strong], minimum_should_match=1)]
            if helpers
            else [],
            minimum_should_match=0 if helpers else 1,
        ),
        inner_hits={
            "size": passages,
            "_source": False,
            "stored_fields": [f"{PATH}.heading", f"{PATH}.body"],
        },
    )
    together = [(m.stems,) for word in strong for m in word.meanings if len(m.stems) > 1]
    if not together:
        return passage
    # `words` knows no order: that several stems stand together, the whole document must answer.
    alone = [_word(word, together=False) for word in strong]
    either = [_holding([], together), Q("nested", path=PATH, query=_any(alone))]
    return Q("bool", must=[passage], filter=[_any(either)])


def _any(queries: Sequence[Query]) -> Query:
    return Q("bool", should=list(queries), minimum_should_match=1)


def _word(word: Wanted, *, together: bool = True) -> Query:
    """Return what finds a word by the stems that stand for it, the best of them counting.

    Without `together`, terms of several stems are left out.
    """
    boost = GUESS if word.is_guess else 1.0
    worth = dict.fromkeys(word.stems, boost)
    worth |= {stem: boost * AKIN * nearness for stem, nearness in word.akin}
    terms = [_term(stem, boost) for stem, boost in worth.items()]
    terms += [_meaning(one) for one in word.meanings if together or len(one.stems) == 1]
    return terms[0] if len(terms) == 1 else Q("dis_max", queries=terms)


def _term(stem: str, boost: float) -> Query:
    return Q("term", **{f"{PATH}.words": {"value": stem, "boost": boost}})


def _meaning(meaning: Meaning) -> Query:
    """Return what finds a synonym: all of its stems, beside what marks its language."""
    marks = [Q("terms", **{f"{PATH}.words": list(meaning.beside)})] if meaning.beside else []
    stems = [_term(stem, meaning.worth) for stem in meaning.stems]
    return stems[0] if len(stems) == 1 and not marks else Q("bool", must=stems, filter=marks)


def _conditions(asked: Asked, *, is_strict: bool) -> list[Query]:
    """Return what a document must be: the reader's to read, and with every phrase."""
    conditions = []
    if not asked.reader.is_superuser:
        conditions.append(Q("terms", audience=sorted(asked.reader.audiences)))
    days = {"gte": asked.question.after, "lt": asked.question.before}
    bounds = {name: day.isoformat() for name, day in days.items() if day is not None}
    if bounds:
        conditions.append(Q("range", dated_on=bounds))
    if is_strict:
        conditions += [_holding([], [phrase]) for phrase in asked.question.phrases]
    return conditions


def _left_out(question: Question, pending: Sequence[int]) -> list[Query]:
    conditions = [Q("terms", subject=list(pending))] if pending else []
    stems = sorted({stem for word in question.excluded for stem in word.stems})
    if stems or question.excluded_phrases:
        conditions.append(_holding(stems, question.excluded_phrases))
    return conditions


def _holding(stems: Sequence[str], phrases: Sequence[Phrase]) -> Query:
    """Return what finds the documents that hold any of these."""
    texts = [" ".join(variant) for phrase in phrases for variant in phrase]
    inside = [
        Q("match_phrase", **{f"{PATH}.{field}": text})
        for text in texts
        for field in ("heading", "body")
    ]
    if stems:
        inside.append(Q("terms", **{f"{PATH}.words": list(stems)}))
    titles = [Q("match_phrase", title=text) for text in texts]
    nested = Q("nested", path=PATH, query=Q("bool", should=inside, minimum_should_match=1))
    return Q("bool", should=[*titles, nested], minimum_should_match=1)


def _factors(language: str) -> list[dict[str, Any]]:
    """Return what the score is multiplied by; `factor_of` says the same of one document."""
    return [
        {"field_value_factor": {"field": "weight"}},
        {
            "filter": Q("bool", must_not=[Q("term", language=language)]).to_dict(),
            "weight": OTHER_LANGUAGE,
        },
    ]


def factor_of(weight: float, language: str, preferred: str) -> float:
    """Return what a document's score is multiplied by."""
    return weight * (1.0 if language == preferred else OTHER_LANGUAGE)


def _chosen(filters: Filters) -> dict[str, Query]:
    return {
        facet: Q("terms", **{facet: numbers_of(values) if facet in COLUMNS else list(values)})
        for facet, values in filters.items()
        if values
    }


def _count(search: Search[Any], chosen: Mapping[str, Query], filters: Filters) -> None:
    """Add the counts: all that was found, what passes, each facet with all others applied."""
    is_by_thing = not filters.get("language")
    search.aggs.bucket(FOUND, "filter", filter=Q("match_all"))
    total = search.aggs.bucket(TOTAL, "filter", filter=_all(list(chosen.values())))
    if is_by_thing:
        total.metric("things", "cardinality", field="thing", precision_threshold=EXACT_TOTAL)
    for facet in (*FACETS, *COLUMNS):
        others = [query for name, query in chosen.items() if name != facet]
        bucket = search.aggs.bucket(facet, "filter", filter=_all(others))
        values = bucket.bucket("values", "terms", field=facet, size=MOST_VALUES)
        # In a chosen language every document is a thing; and languages count documents.
        if is_by_thing and facet != "language":
            values.metric("things", "cardinality", field="thing", precision_threshold=3000)


def _all(queries: Sequence[Query]) -> Query:
    return Q("bool", filter=list(queries)) if queries else Q("match_all")


def _window(asked: Asked) -> tuple[int, int]:
    """Return where to begin and how many to return: the window, or the page beyond it."""
    if asked.start >= asked.window:
        return asked.start, asked.size
    if not asked.known.wanted:
        return 0, asked.start + asked.size
    return 0, min(max(asked.window, asked.start + asked.size), REACH)


def _order(question: Question) -> list[dict[str, Any]]:
    """Return the order: best first, or newest first where nothing was asked."""
    score: dict[str, Any] = {"_score": {"order": "desc"}}
    day: dict[str, Any] = {"dated_on": {"order": "desc", "missing": "_last"}}
    last: dict[str, Any] = {"document": {"order": "desc"}}
    return [day, score, last] if question.is_empty else [score, day, last]
