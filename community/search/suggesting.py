"""What somebody who types may mean: titles, people and themes that begin like it. Two queries.

Only what the reader may find: titles by the same tokens as the search, themes that something of
theirs is under.
"""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.core.reader import Reader
from community.search.conditions import allowed
from community.search.engines import engine_for
from community.search.indexing import token
from community.search.snippets import with_beginning
from community.search.sources import projections
from community.search.titles import beginnings, folded

LIMIT: Final = 8
LEAST: Final = 2
"""Letters before anything is suggested."""
MAX_TYPED: Final = 200
MAX_THEMES: Final = 2
_REACH: Final = 500
"""Beginnings that are looked at: two letters may begin thousands of titles."""
_KEPT: Final = 4 * LIMIT
"""Rows that are read: a thing may be there in both languages."""


@dataclass(frozen=True)
class Suggestion:
    """Something to open at once."""

    type: str
    """Of the result, or ``theme``."""
    title: str
    title_html: SafeString
    """Escaped, the beginning that was typed marked."""
    url: str
    label: Any
    icon: str
    room: str
    language: str = ""


def suggestions(typed: str, reader: Reader, language: str) -> list[Suggestion]:
    """Return at most `LIMIT` things whose title has words that begin like what was typed."""
    beginning = folded(typed[:MAX_TYPED])
    if len(beginning) < LEAST:
        return []
    themes = list(_themes(beginning, reader, language))[:MAX_THEMES]
    return [*_titles(beginning, reader, language, LIMIT - len(themes)), *themes]


def _titles(beginning: str, reader: Reader, language: str, limit: int) -> list[Suggestion]:
    known = projections()
    found: dict[tuple[str, int], Suggestion] = {}
    for type_, thing, title, url, code in _rows(beginning, reader, language):
        if (type_, thing) not in found and type_ in known:
            found[type_, thing] = Suggestion(
                type=type_,
                title=title,
                title_html=with_beginning(title, beginning),
                url=url,
                label=known[type_].label,
                icon=known[type_].icon,
                room=known[type_].room,
                language=code,
            )
    return list(found.values())[:limit]


def _rows(beginning: str, reader: Reader, language: str) -> list[tuple[str, int, str, str, str]]:
    """Return type, thing, title, address and language: titles that begin so first."""
    starts = engine_for(connection).starts_with("text", beginning)
    may_find = allowed(reader, "d.signature_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.type, d.thing, d.title, d.url, d.language"
            " FROM (SELECT document_id, MIN(place) AS place FROM"
            f" (SELECT document_id, place FROM community_searchtitle WHERE {starts.text}"
            f" LIMIT {_REACH}) AS reached GROUP BY document_id) AS begun"
            " JOIN community_searchdocument d ON d.id = begun.document_id"
            " JOIN community_searchsubject o ON o.id = d.subject_id"
            f" WHERE {may_find.text}"
            " ORDER BY CASE WHEN begun.place = 0 THEN 0 ELSE 1 END,"
            " CASE WHEN d.language = %s THEN 0 ELSE 1 END,"
            f" d.weight DESC, LENGTH(d.title), d.title, d.id LIMIT {_KEPT}",
            (*starts.parameters, *may_find.parameters, language),
        )
        return cursor.fetchall()


def _themes(beginning: str, reader: Reader, language: str) -> Iterable[Suggestion]:
    may_find = allowed(reader, "t.signature_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slug, name, name_en FROM community_theme WHERE EXISTS ("
            "SELECT 1 FROM community_searchtoken t WHERE t.token = %s || community_theme.slug"
            f" AND {may_find.text} AND EXISTS (SELECT 1 FROM community_searchdocument d"
            " WHERE d.signature_id = t.signature_id)) ORDER BY name",
            (token("theme", ""), *may_find.parameters),
        )
        rows = cursor.fetchall()
    for slug, in_french, in_english in rows:
        name = in_english if language == "en" and in_english else in_french
        if any(text.startswith(beginning) for _place, text in beginnings(name)):
            yield Suggestion(
                type="theme",
                title=name,
                title_html=with_beginning(name, beginning),
                url=reverse("community:theme", args=[slug]),
                label=_("Theme"),
                icon="layers",
                room="community",
            )
