"""What was found, ready to be shown: texts, snippets and labels, in one query."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.search.facets import Labels
from community.search.projections import Projection
from community.search.query import Hit, Result
from community.search.retrieval import Found
from community.search.snippets import highlight, snippet
from community.search.sources import projections

SHOWN: Final = 3
"""Passages of a result."""
_PASSAGE, _THEME, _TERRITORY = 0, 1, 2


@dataclass(frozen=True)
class Shown:
    """Results, and what the values of facets are called."""

    results: tuple[Result, ...] = ()
    themes: dict[str, str] = field(default_factory=dict)
    territories: dict[str, str] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()
    parents: dict[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> Labels:
        """Labels of every facet."""
        return {
            "type": {name: p.label for name, p in projections().items()},
            "theme": self.themes,
            "territory": self.territories,
            "language": {"fr": _("French"), "en": _("English")},
        }


def show(found: Sequence[Found], wanted: frozenset[str], *, with_labels: bool = True) -> Shown:
    """Return the results of a page with their snippets; `wanted` are the stems to mark."""
    keys = [passage for item in found for passage, _score in item.passages[:SHOWN]]
    rows = _rows(keys, with_labels=with_labels)
    passages = {int(row[1]): row for row in rows if row[0] == _PASSAGE}
    known = projections()
    results = tuple(
        result for item in found if (result := _result(item, passages, known, wanted)) is not None
    )
    english = get_language() == "en"
    territories = [row for row in rows if row[0] == _TERRITORY]
    return Shown(
        results,
        {row[2]: row[4] if english and row[4] else row[3] for row in rows if row[0] == _THEME},
        {row[2]: row[4] if english and row[4] else row[3] for row in territories},
        frozenset(row[2] for row in territories if row[5] == "region"),
        {row[2]: row[6] for row in territories if row[6]},
    )


Row = tuple[Any, ...]


def _rows(keys: Iterable[int], *, with_labels: bool) -> list[Row]:
    parameters = list(keys)
    places = ", ".join(["%s"] * len(parameters)) or "NULL"
    text = (
        f"SELECT {_PASSAGE} AS part, p.id AS number, p.heading AS a, p.text AS b, p.anchor AS c,"
        " p.place AS d, o.type AS e, CAST(o.object_id AS varchar(20)) AS f, d.kind AS g,"
        " d.title AS h, d.url AS i, d.language AS j, CAST(d.dated_on AS varchar(10)) AS k,"
        " CAST(d.extra AS text) AS l"
        " FROM community_searchpassage p"
        " JOIN community_searchdocument d ON d.id = p.document_id"
        " JOIN community_searchsubject o ON o.id = d.subject_id"
        f" WHERE p.id IN ({places})"
    )
    if with_labels:
        nothing = ", ''" * 8
        text += (
            f" UNION ALL SELECT {_THEME}, id, slug, name, name_en, ''{nothing}"
            " FROM community_theme"
            f" UNION ALL SELECT {_TERRITORY}, t.id, t.code, t.name_fr, t.name_en, t.kind,"
            f" COALESCE(u.code, ''){nothing[4:]}"
            " FROM community_territory t LEFT JOIN community_territory u ON u.id = t.parent_id"
        )
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return cursor.fetchall()


def _result(
    item: Found,
    passages: dict[int, Row],
    known: dict[str, Projection[Any]],
    wanted: frozenset[str],
) -> Result | None:
    """Return a result, or None for one that went away since it was found."""
    rows = [
        (passages[passage], score)
        for passage, score in item.passages[:SHOWN]
        if passage in passages
    ]
    if not rows:
        return None
    first = rows[0][0]
    type_, object_id, kind, title, url, language, dated_on, extra = first[6:14]
    projection = known.get(type_)
    return Result(
        type=type_,
        type_label=projection.label if projection else type_,
        icon=projection.icon if projection else "file",
        room=projection.room if projection else "community",
        id=int(object_id),
        kind=kind,
        title=title,
        title_html=highlight(title, wanted, language),
        url=url,
        language=language,
        dated_on=_date(dated_on),
        hits=tuple(_hit(row, score, wanted) for row, score in rows),
        score=round(item.score, 4),
        extra=json.loads(extra),
    )


def _hit(row: Row, score: float, wanted: frozenset[str]) -> Hit:
    _part, _number, heading, text, anchor, place, *_rest = row
    language = row[11]
    return Hit(
        url=row[10] + anchor,
        place=place,
        heading=heading,
        snippet=snippet(text, wanted, language),
        score=round(score, 4),
    )


def _date(text: str | None) -> date | None:
    return parse_date(text) if text else None
