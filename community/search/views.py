"""The search page: the box, what it found, and ways to narrow it. The address holds it all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from community import plugins
from community.core.context import reader_of
from community.core.pagination import page_number, page_of
from community.search.facets import FacetValue
from community.search.query import Hit, Result, Results, SearchQuery
from community.search.selectors import MAX_PAGE, search

PARAMETERS = {"type": "type", "theme": "theme", "territory": "territory", "language": "lang"}
"""The parameter of the address for each facet."""
MAX_CHOSEN = 20
MAX_ECHOED = 1000
_CLOCK = re.compile(r"^(?:\d+:)?\d{1,2}:\d{2}$")


@dataclass(frozen=True)
class Line:
    """A value of a facet as the page shows it; its address chooses it or takes it back."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class FacetBox:
    """A facet as the page shows it."""

    label: str
    items: list[Line]
    open: bool


@dataclass(frozen=True)
class Shown:
    """A result as the page shows it: moments of a recording as a strip, other passages as text."""

    result: Result
    lead: Hit | None
    """The passage that speaks for the whole."""
    places: list[Hit]
    moments: list[Hit]


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the box and what it found; to htmx only the part below the box."""
    query = _query(request)
    results = search(query)
    if results.page > results.pages:
        results = search(replace(query, page=results.pages))
    context = _context(request, results, request.GET.get("q", "")[:MAX_ECHOED])
    is_fragment = request.htmx and request.htmx.target == "results"  # type: ignore[attr-defined]
    template = "community/search/search_page.html" + ("#results" if is_fragment else "")
    return render(request, template, context)


def _query(request: HttpRequest) -> SearchQuery:
    given = request.GET
    language = given.get("lang", "")
    return SearchQuery(
        text=given.get("q", ""),
        reader=reader_of(request),
        types=tuple(given.getlist("type")[:MAX_CHOSEN]),
        themes=tuple(given.getlist("theme")[:MAX_CHOSEN]),
        territories=tuple(given.getlist("territory")[:MAX_CHOSEN]),
        language=language if language in ("fr", "en") else "",
        page=min(page_number(given.get("page")), MAX_PAGE),
    )


def _context(request: HttpRequest, results: Results, typed: str) -> dict[str, Any]:
    address = reverse("community:search")
    boxes = _facet_boxes(results, request.GET, address)
    ask = plugins.door("need_from_search")
    page: Page[Any] = page_of(range(results.total), results.page, size=SearchQuery.page_size)
    return {
        "results": results,
        "typed": typed,
        "shown": [_shown(result) for result in results.results],
        "facets": boxes,
        "chosen": [line for box in boxes for line in box.items if line.current],
        "hidden": _hidden(request.GET),
        "page": page,
        "query": _address("", request.GET, page=None).removeprefix("?"),
        "without_filters_url": _address(address, QueryDict(""), q=typed),
        "suggestion_url": _address(address, request.GET, q=results.suggestion, page=None),
        "ask_url": ask(results.text) if ask and results.text else "",
    }


def _shown(result: Result) -> Shown:
    whole = [hit for hit in result.hits if not hit.place and not hit.heading]
    moments = [hit for hit in result.hits if _CLOCK.match(hit.place)]
    rest = [hit for hit in result.hits if hit not in whole and hit not in moments]
    return Shown(result, whole[0] if whole else None, rest, sorted(moments, key=_seconds))


def _seconds(hit: Hit) -> int:
    seconds = 0
    for part in hit.place.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _facet_boxes(results: Results, given: QueryDict, address: str) -> list[FacetBox]:
    labels = {
        "type": _("What it is"),
        "theme": _("Theme"),
        "territory": _("Territory"),
        "language": _("Language"),
    }
    boxes = []
    for facet, label in labels.items():
        values = results.facets.get(facet, ())
        if len(values) > 1 or any(value.is_chosen for value in values):
            lines = [_line(facet, value, given, address) for value in values]
            boxes.append(FacetBox(label, lines, open=facet != "language"))
    return boxes


def _line(facet: str, value: FacetValue, given: QueryDict, address: str) -> Line:
    name = PARAMETERS[facet]
    chosen = given.getlist(name)
    if value.is_chosen:
        kept = [other for other in chosen if other != value.value]
    else:
        kept = [value.value] if facet == "language" else [*chosen, value.value]
    url = _address(address, given, **{name: kept}, page=None)
    return Line(str(value.label), url, value.count, value.is_chosen)


def _hidden(given: QueryDict) -> Iterable[tuple[str, str]]:
    """Return the chosen values, which the form carries along."""
    return [
        (name, value) for name in PARAMETERS.values() for value in given.getlist(name)[:MAX_CHOSEN]
    ]


def _address(address: str, given: QueryDict, **changes: Any) -> str:
    """Return the address with the question as given but for changes; None drops a parameter."""
    kept = QueryDict(mutable=True)
    for name in ("q", *PARAMETERS.values(), "page"):
        values = changes.get(name, given.getlist(name)) if name in changes else given.getlist(name)
        if values is not None:
            found = [values] if isinstance(values, str) else list(values)
            kept.setlist(name, [value for value in found if value][:MAX_CHOSEN])
    return f"{address}?{kept.urlencode()}" if any(kept.lists()) else address
