"""What was found, ready to be shown: texts, snippets and labels, in one query."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.reader import PUBLIC
from community.search.analysis import Term
from community.search.engines.contract import TABLE, places
from community.search.facets import Labels
from community.search.formats import FORMATS
from community.search.projections import Projection
from community.search.query import Hit, Result
from community.search.ranking import Found
from community.search.reasons import Asking, matched
from community.search.retrieval import Retrieved
from community.search.snippets import found_in, marked, snippet_of
from community.search.sources import projections
from community.search.statement import TEXTS, texts_of

SHOWN: Final = 3
"""Passages of a result."""
WHOLE: Final = 40
"""The same of the one thing that is searched within."""
_THEME, _TERRITORY, _ORGANISATION = "theme", "territory", "organisation"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Shown:
    """Results, and what the values of facets are called."""

    results: tuple[Result, ...] = ()
    themes: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
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
            "format": FORMATS,
            "organisation": self.organisations,
            "year": {},
            "language": {"fr": _("French"), "en": _("English")},
        }


def show(
    retrieved: Retrieved,
    asking: Asking,
    *,
    most: int = SHOWN,
    organisations: Sequence[int] = (),
) -> Shown:
    """Return the results of a page with their snippets, at most so many passages of each.

    `organisations` are the keys of those whose names are needed beside.
    One query for texts and labels; none when the texts came along, and then there are no labels.
    """
    found = retrieved.found
    keys = [key for item in found for key, _score in item.passages[:most]]
    longer = [item.document for item in found if len(item.passages) > most]
    further: Mapping[int, int] = {}
    labels: list[Row] = []
    if retrieved.texts:
        texts = retrieved.texts
    else:
        texts, labels, further = _read(keys, longer, asking.stems, organisations)
    known = projections()
    results = tuple(
        result
        for item in found
        if (result := _result(item, texts, known, asking, most, further)) is not None
    )
    english = get_language() == "en"
    names = {
        part: {
            slug: in_english if english and in_english else in_french
            for found, slug, in_french, in_english, _kind, _parent in labels
            if found == part
        }
        for part in (_THEME, _TERRITORY, _ORGANISATION)
    }
    places = [row for row in labels if row[0] == _TERRITORY]
    return Shown(
        results,
        names[_THEME],
        names[_ORGANISATION],
        names[_TERRITORY],
        frozenset(code for _p, code, _f, _e, kind, _parent in places if kind == "region"),
        {code: parent for _p, code, _f, _e, _kind, parent in places if parent},
    )


def _read(
    keys: Sequence[int],
    longer: Sequence[int],
    stems: Collection[str],
    organisations: Sequence[int],
) -> tuple[Mapping[int, Row], list[Row], Mapping[int, int]]:
    """Return the texts of passages by key, and the labels: part, value, names, kind, parent.

    And how many passages of these longer documents hold any of the stems.
    """
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
    parameters = list(texts.parameters)
    if organisations:
        sql += (
            f" UNION ALL SELECT 0, '{_ORGANISATION}', CAST(id AS varchar(20)), name,"
            f" '', '', ''{rest}"
            f" FROM community_organisation WHERE id IN ({places(organisations)})"
        )
        parameters += organisations
    if longer and stems:
        # Stems are letters and digits alone, separated by spaces: nothing in them is a pattern.
        held = " OR ".join(["' ' || i.heading || ' ' || i.body || ' ' LIKE %s"] * len(stems))
        sql += (
            " UNION ALL SELECT -p.document_id, CAST(COUNT(*) AS varchar(20))"
            f"{', NULL' * (len(TEXTS) - 1)}"
            f" FROM community_searchpassage p JOIN {TABLE} i ON i.rowid = p.id"
            f" WHERE p.document_id IN ({places(longer)}) AND ({held})"
            " GROUP BY p.document_id"
        )
        parameters += [*longer, *(f"% {stem} %" for stem in stems)]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    # A passage's key is never 0: documents are counted from 1.
    return (
        {row[0]: row[1:] for row in rows if row[0] > 0},
        [row[1:7] for row in rows if not row[0]],
        {-row[0]: int(row[1]) for row in rows if row[0] < 0},
    )


def _result(
    item: Found,
    passages: Mapping[int, Row],
    known: dict[str, Projection[Any]],
    asking: Asking,
    most: int,
    further: Mapping[int, int],
) -> Result | None:
    """Return a result, or None for one that went away since it was found."""
    rows = [
        (passages[passage], score) for passage, score in item.passages[:most] if passage in passages
    ]
    if not rows:
        return None
    first = rows[0][0]
    type_, object_id, kind, title, url, language, dated_on, extra, audience = first[4:13]
    stems = asking.stems_in(language)
    in_title = found_in(title, stems, language)
    inside = [
        (found_in(row[0], stems, language), found_in(row[1], stems, language))
        for row, _score in rows
    ]
    projection = known.get(type_)
    return Result(
        type=type_,
        type_label=projection.label if projection else type_,
        icon=projection.icon if projection else "file",
        room=projection.room if projection else "community",
        id=int(object_id),
        kind=kind,
        title=title,
        title_html=marked(title, in_title),
        url=url,
        language=language,
        dated_on=_date(dated_on),
        hits=tuple(
            _hit(row, score, in_text)
            for (row, score), (_heading, in_text) in zip(rows, inside, strict=True)
        ),
        score=round(item.score, 4),
        extra=json.loads(extra),
        matches=matched(asking, in_title, [[*head, *text] for head, text in inside]),
        further=max(further.get(item.document, 0) - len(rows), 0),
        is_pinned=item.is_pinned,
        is_for_all=PUBLIC in json.loads(audience),
    )


def _hit(row: Row, score: float, in_text: Sequence[Term]) -> Hit:
    heading, text, anchor, place = row[:4]
    url = row[8]
    return Hit(
        url=url + anchor,
        place=place,
        heading=heading,
        snippet=snippet_of(text, in_text),
        score=round(score, 4),
    )


def _date(text: str | None) -> date | None:
    return parse_date(text) if text else None
