"""The search page: the box, what it found, and ways to narrow it. The address holds it all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.core.context import reader_of
from community.core.pagination import page_number, page_of
from community.plugins import Scope
from community.search.doors import next_steps, scope_named
from community.search.facets import FacetValue
from community.search.parsing import without_operators
from community.search.query import Hit, Result, Results, SearchQuery
from community.search.reasons import applied, reasons, verified
from community.search.selectors import MAX_PAGE, search
from community.search.suggesting import suggestions

PARAMETERS = {
    "type": "type",
    "theme": "theme",
    "territory": "territory",
    "format": "format",
    "organisation": "organisation",
    "year": "year",
    "language": "lang",
    "scope": "in",
}
"""The parameter of the address for each facet."""
OPEN_FACETS = frozenset({"type", "theme", "territory"})
"""The others are opened by whoever needs them."""
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
    further_url: str
    """Where the passages are that are not shown here."""
    reasons: list[str]
    verified_on: date | None
    worked: int
    """For how many it worked who applied it."""


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the box and what it found; to htmx only the part below the box."""
    reader = reader_of(request)
    wanted = request.GET.get("in", "")
    scope = scope_named(wanted, reader) if wanted else None
    query = _query(request, scope=wanted if scope else "")
    results = search(query)
    if results.page > results.pages:
        results = search(replace(query, page=results.pages))
    context = _context(request, results, request.GET.get("q", "")[:MAX_ECHOED], scope)
    is_fragment = request.htmx and request.htmx.target == "results"  # type: ignore[attr-defined]
    template = "community/search/search_page.html" + ("#results" if is_fragment else "")
    return render(request, template, context)


@require_safe
def search_suggest(request: HttpRequest) -> HttpResponse:
    """Show what begins like what is being typed, as options of a list box."""
    found = suggestions(request.GET.get("q", ""), reader_of(request), get_language() or "")
    page = "community/search/search_page.html#suggestions"
    response = render(request, page, {"suggestions": found})
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(request: HttpRequest, *, scope: str) -> SearchQuery:
    given = request.GET
    language = given.get("lang", "")
    return SearchQuery(
        text=given.get("q", ""),
        reader=reader_of(request),
        types=tuple(given.getlist("type")[:MAX_CHOSEN]),
        themes=tuple(given.getlist("theme")[:MAX_CHOSEN]),
        territories=tuple(given.getlist("territory")[:MAX_CHOSEN]),
        formats=tuple(given.getlist("format")[:MAX_CHOSEN]),
        organisations=tuple(given.getlist("organisation")[:MAX_CHOSEN]),
        years=tuple(given.getlist("year")[:MAX_CHOSEN]),
        language=language if language in ("fr", "en") else "",
        scope=scope,
        page=min(page_number(given.get("page")), MAX_PAGE),
    )


def _context(
    request: HttpRequest, results: Results, typed: str, scope: Scope | None
) -> dict[str, Any]:
    address = reverse("community:search")
    given = request.GET.copy()
    if scope is None:
        given.pop("in", None)
    boxes = _facet_boxes(results, given, address)
    steps = next_steps(results.text, reader_of(request)) if results.text else []
    page: Page[Any] = page_of(range(results.total), results.page, size=SearchQuery.page_size)
    return {
        "results": results,
        "typed": typed,
        "shown": [_shown(result, given, address) for result in results.results],
        "facets": boxes,
        "chosen": [
            *_bounds(results, given, address, scope),
            *(line for box in boxes for line in box.items if line.current),
        ],
        "scope": scope,
        "hidden": _hidden(given),
        "page": page,
        "query": _address("", given, page=None).removeprefix("?"),
        "without_filters_url": _address(address, QueryDict(""), q=results.text),
        "suggestion_url": _address(address, given, q=results.suggestion, page=None),
        "steps": steps,
        "step": steps[0] if steps else None,
        "other_step": steps[1] if len(steps) > 1 else None,
    }


def _bounds(
    results: Results, given: QueryDict, address: str, scope: Scope | None
) -> Iterable[Line]:
    """Yield what narrows beside the facets: each can be taken off."""
    typed = given.get("q", "")

    def without(name: str, value: str = "") -> str:
        return _address(address, given, q=without_operators(typed, name, value), page=None)

    if scope is not None:
        label = _("in “%(title)s”") % {"title": scope.label}
        yield Line(label, _address(address, given, **{"in": None}, page=None), 0, current=True)
    for name in results.filters.get("by", ()):
        label = _("by %(name)s") % {"name": name.replace("-", " ")}
        yield Line(label, without("by", name), 0, current=True)
    if results.after is not None:
        label = _("from %(day)s") % {"day": date_format(results.after)}
        yield Line(label, without("after"), 0, current=True)
    if results.before is not None:
        label = _("before %(day)s") % {"day": date_format(results.before)}
        yield Line(label, without("before"), 0, current=True)


def _shown(result: Result, given: QueryDict, address: str) -> Shown:
    whole = [hit for hit in result.hits if not hit.place and not hit.heading]
    moments = [hit for hit in result.hits if _CLOCK.match(hit.place)]
    rest = [hit for hit in result.hits if hit not in whole and hit not in moments]
    return Shown(
        result=result,
        lead=whole[0] if whole else None,
        places=rest,
        moments=sorted(moments, key=_seconds),
        further_url=_further_url(result, given, address) if result.further else "",
        reasons=reasons(result, get_language() or ""),
        verified_on=verified(result),
        worked=applied(result)[0],
    )


def _further_url(result: Result, given: QueryDict, address: str) -> str:
    """Return the search within the thing, where there is one; else the thing itself."""
    scope = result.extra.get("scope")
    if not scope or scope == given.get("in"):
        return result.url
    return _address(address, QueryDict(""), q=given.get("q", ""), **{"in": scope})


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
        "format": _("Format"),
        "organisation": _("Organisation"),
        "year": _("Year"),
        "language": _("Language"),
    }
    boxes = []
    for facet, label in labels.items():
        values = results.facets.get(facet, ())
        if len(values) > 1 or any(value.is_chosen for value in values):
            lines = [_line(facet, value, given, address) for value in values]
            is_open = facet in OPEN_FACETS or any(value.is_chosen for value in values)
            boxes.append(FacetBox(label, lines, open=is_open))
    return boxes


def _line(facet: str, value: FacetValue, given: QueryDict, address: str) -> Line:
    name = PARAMETERS[facet]
    chosen = given.getlist(name)
    if value.is_chosen:
        kept = [other for other in chosen if other != value.value]
        typed = without_operators(given.get("q", ""), facet, value.value)
        url = _address(address, given, **{name: kept}, q=typed, page=None)
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
