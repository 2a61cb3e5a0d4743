"""The search as JSON: the same answer as the page, with the same permissions."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Router, Schema

from community.core.context import reader_of
from community.search.query import FacetValue, Result, Results, SearchQuery
from community.search.selectors import MAX_PAGE, search

MAX_PAGE_SIZE = 50
router = Router(tags=["search"])


class PassageOut(Schema):
    """A place in a result."""

    url: str
    place: str
    heading: str
    snippet: str
    score: float


class ResultOut(Schema):
    """Something found; `url` and `snippet` are those of its best passage."""

    type: str
    kind: str
    title: str
    url: str
    snippet: str
    language: str
    dated_on: date | None
    score: float
    passages: list[PassageOut]


class FacetValueOut(Schema):
    """A value to narrow by and how many results it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


class SearchOut(Schema):
    """An answer."""

    query: str
    total: int
    page: int
    pages: int
    suggestion: str
    behind: bool
    """Whether a change of the last moments may still be missing."""
    results: list[ResultOut]
    facets: dict[str, list[FacetValueOut]]


class SearchIn(Schema):
    """A question: `type`, `theme`, `territory` may be given several times."""

    q: str = ""
    type: list[str] = []
    theme: list[str] = []
    territory: list[str] = []
    lang: str = ""
    page: int = 1
    size: int = 10


@router.get("/search/", response=SearchOut, url_name="search")
def search_json(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """Search everything that the signed-in person, or anyone, may find.

    Snippets are HTML: escaped text with `mark` around what was found.
    """
    return _answer(
        search(
            SearchQuery(
                text=asked.q,
                reader=reader_of(request),
                types=tuple(asked.type),
                themes=tuple(asked.theme),
                territories=tuple(asked.territory),
                language=asked.lang,
                page=min(max(asked.page, 1), MAX_PAGE),
                page_size=min(max(asked.size, 1), MAX_PAGE_SIZE),
            )
        )
    )


def _answer(results: Results) -> dict[str, Any]:
    return {
        "query": results.text,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "suggestion": results.suggestion,
        "behind": results.is_behind,
        "results": [_result(result) for result in results.results],
        "facets": {
            facet: [_value(value) for value in values] for facet, values in results.facets.items()
        },
    }


def _result(result: Result) -> dict[str, Any]:
    passages = [
        {
            "url": hit.url,
            "place": hit.place,
            "heading": hit.heading,
            "snippet": hit.snippet,
            "score": hit.score,
        }
        for hit in result.hits
    ]
    return {
        "type": result.type,
        "kind": result.kind,
        "title": result.title,
        "url": passages[0]["url"],
        "snippet": passages[0]["snippet"],
        "language": result.language,
        "dated_on": result.dated_on,
        "score": result.score,
        "passages": passages,
    }


def _value(value: FacetValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "label": str(value.label),
        "count": value.count,
        "chosen": value.is_chosen,
    }


def add_search(api: NinjaAPI) -> None:
    """Put the search among the API's addresses."""
    api.add_router("", router)
