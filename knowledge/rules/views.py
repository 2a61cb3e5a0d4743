"""The golden rules: all collections, one of them as a poster, and its QR code."""

from io import BytesIO
from typing import Any, Final

import qrcode
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from qrcode.image.svg import SvgPathFillImage

from community.core.context import reader_of
from community.core.kept import shown_alike
from knowledge.cards.selectors import library_of
from knowledge.rules.selectors import Rules, collections_for

PAPERS: Final = ("a4", "a3")


@shown_alike
def golden_rules(request: HttpRequest) -> HttpResponse:
    """Show the golden rules by collection, as a page and as a poster to print."""
    collections = collections_for(reader_of(request), language=_language())
    context = {
        "collections": collections,
        "total": sum(len(each.rules) for each in collections),
        "crumbs": [*_library(request), {"label": gettext("The golden rules"), "url": ""}],
    }
    return render(request, "knowledge/rules/collections.html", context)


@shown_alike
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one collection, on the paper that the address names."""
    found = _found(request, slug)
    request.shown_elsewhere = _elsewhere(request, found)  # type: ignore[attr-defined]
    paper = request.GET.get("paper", "")
    parent = {"label": gettext("The golden rules"), "url": reverse("knowledge:golden_rules")}
    context = {
        "collection": found,
        "paper": paper if paper in PAPERS else PAPERS[0],
        "papers": PAPERS,
        "address": request.build_absolute_uri(request.path),
        "crumbs": [*_library(request), parent, {"label": found.title, "url": ""}],
    }
    return render(request, "knowledge/rules/collection_page.html", context)


def qr_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the address of a collection for a telephone's camera."""
    _found(request, slug)
    address = request.build_absolute_uri(reverse("knowledge:rule_collection", args=[slug]))
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage, border=2).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _elsewhere(request: HttpRequest, shown: Rules) -> dict[str, str]:
    """Return the collection of the domain in each other language, the list where there is none."""
    found = {}
    for code, _name in settings.LANGUAGES:
        if code == _language():
            continue
        others = collections_for(reader_of(request), language=code, domain=shown.domain)
        with override(code):
            found[code] = (
                reverse("knowledge:rule_collection", args=[others[0].slug])
                if others
                else reverse("knowledge:golden_rules")
            )
    return found


def _found(request: HttpRequest, slug: str) -> Rules:
    found = collections_for(reader_of(request), language=_language(), slug=slug)
    if not found:
        raise Http404
    return found[0]


def _library(request: HttpRequest) -> list[dict[str, Any]]:
    index = library_of(_language())
    return [{"label": index.title, "url": index.get_url(request)}] if index else []


def _language() -> str:
    return (get_language() or "fr")[:2]
