"""What the address of a search asks, in one written form: to be kept, compared and asked again."""

from typing import Final

from django.http import QueryDict

from community.core.markup import plain
from community.core.reader import Reader
from community.organisations.models import Organisation
from community.search.formats import FORMATS
from community.search.parsing import LANGUAGES
from community.search.query import SearchQuery
from community.search.sources import projections
from community.territories.models import Territory
from community.themes.models import Theme

FILTERS: Final = ("type", "theme", "territory", "format", "organisation", "year")
MAX_CHOSEN: Final = 20
MAX_TEXT: Final = 300
"""Characters of a question that is kept; one that people ask again is shorter."""
MAX_VALUE: Final = 100


def canonical(given: QueryDict) -> str:
    """Return the address's question as a query string: known parameters, in one order, cut.

    The same question gives the same string; nothing asked gives an empty one.
    """
    kept = QueryDict(mutable=True)
    text = " ".join(plain(given.get("q", ""))[:MAX_TEXT].split())
    if text:
        kept["q"] = text
    for name in FILTERS:
        values = sorted({plain(value)[:MAX_VALUE] for value in given.getlist(name) if value})
        if values:
            kept.setlist(name, values[:MAX_CHOSEN])
    scope = plain(given.get("in", ""))[:MAX_VALUE]
    if scope:
        kept["in"] = scope
    language = given.get("lang", "")
    if language in LANGUAGES:
        kept["lang"] = language
    return kept.urlencode()


def question_of(query: str, reader: Reader, *, size: int) -> SearchQuery:
    """Return the question of a canonical query string, as this reader asks it."""
    given = QueryDict(query)
    return SearchQuery(
        text=given.get("q", ""),
        reader=reader,
        types=tuple(given.getlist("type")),
        themes=tuple(given.getlist("theme")),
        territories=tuple(given.getlist("territory")),
        formats=tuple(given.getlist("format")),
        organisations=tuple(given.getlist("organisation")),
        years=tuple(given.getlist("year")),
        language=given.get("lang", ""),
        scope=given.get("in", ""),
        page_size=size,
    )


def in_words(query: str) -> str:
    """Return a name for the question: what is asked, then what it is narrowed to.

    Three queries at most, none without themes, territories and organisations.
    """
    given = QueryDict(query)
    known = projections()
    parts = [given.get("q", "")]
    parts += [str(known[value].label) for value in given.getlist("type") if value in known]
    if themes := given.getlist("theme"):
        parts += [theme.label for theme in Theme.objects.filter(slug__in=themes).order_by("pk")]
    if codes := given.getlist("territory"):
        found = Territory.objects.filter(code__in=codes).order_by("pk")
        parts += [str(territory) for territory in found]
    parts += [str(FORMATS[value]) for value in given.getlist("format") if value in FORMATS]
    if keys := [key for key in given.getlist("organisation") if key.isdecimal()]:
        parts += (
            Organisation.objects.filter(pk__in=keys).order_by("pk").values_list("name", flat=True)
        )
    parts += given.getlist("year")
    return " · ".join(part for part in parts if part)
