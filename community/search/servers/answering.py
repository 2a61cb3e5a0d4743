"""Answers a question by the server, as long as it is well; else says so, and the database does."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from community.search.conditions import COLUMNS
from community.search.counts import ServerCounts
from community.search.indexing import FACETS
from community.search.models import PASSAGE_BITS
from community.search.ranking import Row, ranked
from community.search.retrieval import Retrieved
from community.search.servers import query, register
from community.search.servers.address import Address, configured
from community.search.servers.breaker import Breaker
from community.search.servers.client import ServerError, client_of
from community.search.statement import Asked

MOST_PENDING: Final = 500
"""Subjects on their way that a question leaves out; when there are more, the database answers."""


def answer(asked: Asked) -> Retrieved | None:
    """Return what the server finds; None when it is not to be asked, or did not answer well.

    Takes one query of the database: which index is right, and what is not in it yet.
    """
    address = configured()
    if address is None or not query.is_in_reach(asked):
        return None
    breaker = breaker_of(address)
    if not breaker.allows():
        return None
    standing = register.standing(address, MOST_PENDING)
    if standing is None:
        return None
    try:
        retrieved = _ask(address, asked, standing.pending)
    except (ServerError, OSError, LookupError, TypeError, ValueError) as error:
        # Whatever came instead of an answer, the reader gets one.
        breaker.failed(error)
        return None
    breaker.succeeded()
    return retrieved


@lru_cache(maxsize=8)
def breaker_of(address: Address) -> Breaker:
    """Return the process's circuit breaker for a server."""
    return Breaker(address.name)


def _ask(address: Address, asked: Asked, pending: Sequence[int]) -> Retrieved:
    client = client_of(address)
    has_phrases = bool(asked.question.phrases)
    found = client.search(address.prefix, query.body(asked, pending, is_strict=True))
    is_strict = not has_phrases or _found(found) > 0
    if not is_strict:
        found = client.search(address.prefix, query.body(asked, pending, is_strict=False))
        is_strict = _found(found) == 0
    return Retrieved(
        found=tuple(ranked(_rows(found, asked), asked)),
        counts=_counts(found, asked),
        is_strict=is_strict,
        is_behind=bool(pending),
    )


def _found(found: Mapping[str, Any]) -> int:
    return int(found["aggregations"][query.FOUND]["doc_count"])


def _rows(found: Mapping[str, Any], asked: Asked) -> list[Row]:
    """Return a row for each passage, as the database's statement does."""
    first = asked.start if asked.start >= asked.window else 0
    rows: list[Row] = []
    for place, hit in enumerate(found["hits"]["hits"], first + 1):
        fields = hit["fields"]
        document = int(fields["document"][0])
        factor = query.factor_of(fields["weight"][0], fields["language"][0], asked.language)
        if not asked.known.wanted:
            rows.append((document, place, 0.0, "", "", "", document << PASSAGE_BITS, 0.0, factor))
            continue
        title = fields.get("title", [""])[0]
        inside = hit["inner_hits"][query.PATH]["hits"]["hits"]
        if not inside:  # editors put it first, whatever it says
            row = (document, place, hit["_score"], title, "", "")
            rows.append((*row, document << PASSAGE_BITS, 0.0, factor))
        for inner in inside:
            held = inner.get("fields", {})
            rows.append(
                (
                    document,
                    place,
                    hit["_score"],
                    title,
                    held.get(f"{query.PATH}.heading", [""])[0],
                    held.get(f"{query.PATH}.body", [""])[0],
                    document << PASSAGE_BITS | inner["_nested"]["offset"],
                    inner["_score"],
                    factor,
                )
            )
    return rows


def _counts(found: Mapping[str, Any], asked: Asked) -> ServerCounts:
    if asked.with_texts:
        return ServerCounts(len(found["hits"]["hits"]), 0, {})
    counted = found["aggregations"]
    return ServerCounts(
        _found(found),
        _things(counted[query.TOTAL]),
        {
            facet: {
                str(bucket["key"]): _things(bucket)
                for bucket in counted[facet]["values"]["buckets"]
            }
            for facet in (*FACETS, *COLUMNS)
        },
    )


def _things(bucket: Mapping[str, Any]) -> int:
    things = bucket.get("things")
    return int(things["value"] if things else bucket["doc_count"])
