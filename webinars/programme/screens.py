"""What the programme's page shows beside the list: tabs and the values one may narrow by."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.reader import Reader
from webinars.programme.selectors import Filters, series_in_programme, themes_in_use


def programme_screen(
    reader: Reader, filters: Filters, page: "Page[Any]", *, past: bool
) -> dict[str, Any]:
    """Return the context of the programme's page."""
    chosen = _chosen(filters)
    here = reverse("webinars:programme_past" if past else "webinars:programme")
    series = series_in_programme()
    webinars = list(page.object_list)
    is_first_look = not past and not chosen and page.number == 1
    return {
        "page": page,
        "webinars": webinars[1:] if is_first_look else webinars,
        "next_webinar": webinars[0] if is_first_look and webinars else None,
        "past": past,
        "has_all": past and not filters.replay_only,
        "filters": filters,
        "is_narrowed": bool(chosen),
        "query": urlencode(chosen | ({"all": "1"} if past and not filters.replay_only else {})),
        "here": here,
        "series": series,
        "themes": themes_in_use(reader),
        "languages": settings.LANGUAGES,
        "tabs": [
            {
                "label": _("Coming"),
                "url": _with(reverse("webinars:programme"), chosen),
                "current": not past,
            },
            {
                "label": _("To watch again"),
                "url": _with(reverse("webinars:programme_past"), chosen),
                "current": past,
            },
        ],
    }


def _chosen(filters: Filters) -> dict[str, str]:
    chosen = {"series": filters.series, "theme": filters.theme, "language": filters.language}
    return {name: value for name, value in chosen.items() if value}


def _with(url: str, chosen: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(chosen)}" if chosen else url
