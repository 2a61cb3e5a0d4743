"""Finds: the best documents, ranked in two stages, and how much there is for every facet.

The engine ranks what it finds; the best of it is ranked anew, alike on every engine. A search
server answers when there is one and it is well, else the site's own database.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.utils.module_loading import import_string

from community.search.counts import ColumnCount, Counts, SignatureCount, SignatureCounts
from community.search.engines import engine_for
from community.search.engines.contract import Sql
from community.search.ranking import Found, ranked
from community.search.servers.address import configured
from community.search.statement import COLUMN, HIT, SIGNATURE, Asked, statement

WINDOW: Final = 150
"""Documents that the second stage ranks; further ones keep the engine's order."""

SERVER: Final = "community.search.servers.answering.answer"
"""Loaded when a server is configured: its client weighs more than the rest of the search."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Retrieved:
    """The documents of a page, and how many things there are by facet."""

    found: tuple[Found, ...] = ()
    counts: Counts = field(default_factory=SignatureCounts)
    is_strict: bool = True
    """Whether what was found holds every phrase; else none did, and the words sufficed."""
    texts: Mapping[int, Row] = field(default_factory=dict)
    """By passage, what is needed to show it, when that was asked for."""
    is_behind: bool = False
    """Whether something that changed a moment ago was left out, until the server has it."""


def retrieve(asked: Asked) -> Retrieved:
    """Return the documents of the page asked for, and all counts, in one query.

    Never fails for a server: what it cannot answer, the database does.
    """
    known = asked.known
    if not asked.question.is_empty and not known.wanted and not known.pinned:
        return Retrieved()
    if configured() is not None:
        answered: Retrieved | None = import_string(SERVER)(asked)
        if answered is not None:
            return answered
    return retrieve_embedded(asked)


def warm_up() -> None:
    """Load the client of the search server, where there is one, before anybody waits for it."""
    if configured() is not None:
        import_string(SERVER)


def retrieve_embedded(asked: Asked) -> Retrieved:
    """Return the same from the site's own database."""
    rows = _rows(statement(asked, engine_for(connection)))
    hits = [row for row in rows if row[0] == HIT]
    signatures = [row for row in rows if row[0] == SIGNATURE]
    columns = tuple(ColumnCount(row[4:6], row[1]) for row in rows if row[0] == COLUMN)
    return Retrieved(
        tuple(ranked([row[1:10] for row in hits], asked)),
        SignatureCounts(
            tuple(SignatureCount(parse_facets(row[4]), row[1], int(row[2])) for row in signatures),
            columns,
        ),
        all(row[7] for row in signatures),
        {row[7]: tuple(row[10:]) for row in hits} if asked.with_texts else {},
    )


def _rows(sql: Sql) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        return cursor.fetchall()


@lru_cache(maxsize=32_768)
def parse_facets(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values by facet that a signature's text holds."""
    return {facet: tuple(values) for facet, values in json.loads(text).items()}
