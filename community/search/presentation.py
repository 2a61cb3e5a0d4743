"""What was found, ready to be shown: texts, snippets and labels, in one query."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import json
from collections.abc import Mapping, Sequence
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
from community.search.ranking import Found
from community.search.retrieval import Retrieved
from community.search.snippets import highlight, snippet
from community.search.sources import projections
from community.search.statement import TEXTS, texts_of

SHOWN: Final = 3
"""Passages of a result."""
_THEME, _TERRITORY = "theme", "territory"

Row = tuple[Any, ...]


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


def show(retrieved: Retrieved, wanted: frozenset[str]) -> Shown:
    """Return the results of a page with their snippets; `wanted` are the stems to mark.

    One query for texts and labels; none when the texts came along, and then there are no labels.
    """
    keys = [key for item in retrieved.found for key, _score in item.passages[:SHOWN]]
    texts, labels = (retrieved.texts, []) if retrieved.texts else _read(keys)
    known = projections()
    results = tuple(
        result
        for item in retrieved.found
        if (result := _result(item, texts, known, wanted)) is not None
    )
    english = get_language() == "en"
    names = {
        part: {
            slug: in_english if english and in_english else in_french
            for found, slug, in_french, in_english, _kind, _parent in labels
            if found == part
        }
        for part in (_THEME, _TERRITORY)
    }
    places = [row for row in labels if row[0] == _TERRITORY]
    return Shown(
        results,
        names[_THEME],
        names[_TERRITORY],
        frozenset(code for _p, code, _f, _e, kind, _parent in places if kind == "region"),
        {code: parent for _p, code, _f, _e, _kind, parent in places if parent},
    )


def _read(keys: Sequence[int]) -> tuple[Mapping[int, Row], list[Row]]:
    """Return the texts of passages by key, and the labels: part, value, names, kind, parent."""
    texts = texts_of(keys)
    rest = ", ''" * (len(TEXTS) - 6)
    sql = (
        f"SELECT shown.* FROM ({texts.text}) AS shown"
        f" UNION ALL SELECT 0, '{_THEME}', slug, name, name_en, '', ''{rest}"
        " FROM community_theme"
        f" UNION ALL SELECT 0, '{_TERRITORY}', t.code, t.name_fr, t.name_en, t.kind,"
        f" COALESCE(u.code, ''){rest}"
        " FROM community_territory t LEFT JOIN community_territory u ON u.id = t.parent_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, texts.parameters)
        rows = cursor.fetchall()
    # A passage's key is never 0: documents are counted from 1.
    labels = [row[1:7] for row in rows if not row[0]]
    return {row[0]: row[1:] for row in rows if row[0]}, labels


def _result(
    item: Found,
    passages: Mapping[int, Row],
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
    type_, object_id, kind, title, url, language, dated_on, extra = first[4:12]
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
    heading, text, anchor, place = row[:4]
    url, language = row[8:10]
    return Hit(
        url=url + anchor,
        place=place,
        heading=heading,
        snippet=snippet(text, wanted, language),
        score=round(score, 4),
    )


def _date(text: str | None) -> date | None:
    return parse_date(text) if text else None
