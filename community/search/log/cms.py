"""The report of the CMS on searches: what nobody has written yet, and how well the search does."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from community import plugins
from community.core.context import reader_of
from community.core.roles import Role
from community.search.curation.models import SearchPin, SearchSynonym
from community.search.log.models import K
from community.search.log.selectors import PERIODS, Unanswered, rates, unanswered


def may_read(request: HttpRequest) -> bool:
    """Whether somebody may read the report: reviewers and animators."""
    return reader_of(request).has_role(Role.REVIEWER, Role.ANIMATOR)


class ReportItem(MenuItem):
    """The report's line in the menu, for those who may read it."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Searches without answer"),
            reverse_lazy("community_searches"),
            name="searches",
            icon_name="search",
            order=900,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may read it."""
        return may_read(request)


def report(request: HttpRequest) -> HttpResponse:
    """Show what found nothing, k visitors or more each, with the way to write it; or as CSV."""
    if not may_read(request):
        raise PermissionDenied
    months = _months(request.GET.get("months", ""))
    rows = unanswered(months)
    if request.GET.get("export") == "csv":
        return _as_csv(rows)
    context = {
        "rows": _with_doors(rows, request.user),
        "rates": rates(months),
        "least": K,
        "months": months,
        "periods": [(number, _period(number)) for number in PERIODS],
        "page_title": _("Searches without answer"),
        "header_title": _("Searches without answer"),
        "header_icon": "search",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Searches without answer")},
        ],
    }
    return TemplateResponse(request, "community/search/searches_report.html", context)


def _months(given: str) -> int:
    return int(given) if given.isascii() and given in map(str, PERIODS) else PERIODS[1]


def _period(months: int) -> str:
    return {1: _("This month"), 3: _("Three months"), 12: _("Twelve months")}[months]


@dataclass(frozen=True)
class Line:
    """A question with where its answer begins; empty where the person may not go."""

    asked: Unanswered
    card_url: str
    synonym_url: str
    pin_url: str


def _with_doors(rows: list[Unanswered], user: Any) -> list[Line]:
    """Return each row with the forms that its answer may begin with."""
    door = plugins.door("card_writer")
    write: Callable[[str, str], str] | None = door(user) if door else None
    return [
        Line(
            asked=row,
            card_url=write(row.question.capitalize(), row.language) if write else "",
            synonym_url=_form(SearchSynonym, "terms", row, user),
            pin_url=_form(SearchPin, "questions", row, user),
        )
        for row in rows
    ]


def _form(model: type[Model], field: str, row: Unanswered, user: Any) -> str:
    """Return the address of a new form with the question filled in."""
    if not policy_registry.get_by_type(model).user_has_permission(user, "add"):
        return ""
    given = urlencode({field: row.question})
    return f"{reverse(f'{model._meta.model_name}:add')}?{given}"


def _as_csv(rows: list[Unanswered]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="searches-without-answer.csv"'
    response["Cache-Control"] = "private, no-store"
    writer = csv.writer(response)
    writer.writerow(["question", "language", "visitors"])
    # Folded words begin with a letter or a digit: no spreadsheet takes them for a formula.
    writer.writerows([row.question, row.language, row.visitors] for row in rows)
    return response
