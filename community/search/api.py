"""The search as JSON: the same answer as the page, with the same permissions."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import NinjaAPI, Query, Router
from ninja.errors import HttpError

from community.core.context import reader_of
from community.core.reader import Reader
from community.plugins import Scope
from community.search.doors import scope_kinds, scope_named
from community.search.parsing import LANGUAGES
from community.search.query import FacetValue, Result, Results, SearchQuery
from community.search.reasons import reasons, verified
from community.search.schemas import (
    EXAMPLE,
    EXAMPLE_BEGUN,
    MAX_PAGE_SIZE,
    RefusalOut,
    SearchIn,
    SearchOut,
    SuggestIn,
    SuggestionsOut,
)
from community.search.selectors import MAX_PAGE, search
from community.search.sources import projections
from community.search.suggesting import suggestions

MAX_NAMED: Final = 40
"""Characters of a refused value that are said back."""
router = Router(tags=["search"])


def _shown_as(example: Any) -> dict[str, Any]:
    return {"responses": {200: {"content": {"application/json": {"example": example}}}}}


@router.get(
    "/search/",
    response={200: SearchOut, 404: RefusalOut, 422: RefusalOut},
    url_name="search",
    summary="Search everything",
    openapi_extra=_shown_as(EXAMPLE),
)
def search_json(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """Search everything that the signed-in person, or anyone, may find.

    Snippets are HTML: escaped text with `mark` around what was found. Labels and reasons are in
    the language that `Accept-Language` asks for. A theme or territory that nothing is under finds
    nothing; an unknown type or language answers 422, an unknown thing to search within 404.
    """
    reader = reader_of(request)
    _refuse_unknown(asked)
    scope = _scope(asked.within, reader)
    results = search(
        SearchQuery(
            text=asked.q,
            reader=reader,
            types=tuple(asked.type),
            themes=tuple(asked.theme),
            territories=tuple(asked.territory),
            formats=tuple(asked.format),
            organisations=tuple(asked.organisation),
            years=tuple(asked.year),
            language=asked.lang,
            scope=asked.within,
            page=min(max(asked.page, 1), MAX_PAGE),
            page_size=min(max(asked.size, 1), MAX_PAGE_SIZE),
        )
    )
    return _answer(results, scope)


@router.get(
    "/search/suggest/",
    response=SuggestionsOut,
    url_name="search_suggest",
    summary="Complete what is being typed",
    openapi_extra=_shown_as(EXAMPLE_BEGUN),
)
def suggest_json(request: HttpRequest, asked: Query[SuggestIn]) -> dict[str, Any]:
    """Find titles, people and themes with a word that begins like it, of what one may find."""
    found = suggestions(asked.q, reader_of(request), get_language() or "")
    return {
        "query": asked.q,
        "suggestions": [
            {
                "type": item.type,
                "label": str(item.label),
                "title": item.title,
                "url": item.url,
                "language": item.language,
            }
            for item in found
        ],
    }


def _refuse_unknown(asked: SearchIn) -> None:
    known = projections()
    for value in asked.type:
        if value not in known:
            raise HttpError(422, f"There is no type {_named(value)}: {', '.join(sorted(known))}.")
    if asked.lang and asked.lang not in LANGUAGES:
        raise HttpError(422, f"There is no language {_named(asked.lang)}: {', '.join(LANGUAGES)}.")


def _scope(within: str, reader: Reader) -> Scope | None:
    """Return what is searched within; what one may not see is as unknown as what is not there."""
    if not within:
        return None
    scope = scope_named(within, reader)
    if scope is None:
        kinds = ", ".join(f"{kind}:…" for kind in scope_kinds()) or "nothing"
        raise HttpError(404, f"There is no {_named(within)} to search within: {kinds}.")
    return scope


def _named(value: str) -> str:
    return f"“{value[:MAX_NAMED]}”"


def _answer(results: Results, scope: Scope | None) -> dict[str, Any]:
    return {
        "query": results.text,
        "understood": {
            "filters": {name: list(chosen) for name, chosen in results.filters.items() if chosen},
            "after": results.after,
            "before": results.before,
            "scope": {"label": scope.label, "url": scope.url} if scope else None,
        },
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "suggestion": results.suggestion,
        "relaxed": results.is_relaxed,
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
        "verified_on": verified(result),
        "score": result.score,
        "reasons": reasons(result, get_language() or ""),
        "pinned": result.is_pinned,
        "passages": passages,
        "further": result.further,
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
