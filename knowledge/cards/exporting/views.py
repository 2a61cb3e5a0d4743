"""A selection of cards taken away: printed one below the other, or as files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.core.context import reader_of
from community.core.errors import Refused
from knowledge.cards import content
from knowledge.cards.exporting.answers import as_zip, chosen


@require_safe
@never_cache
def printed(request: HttpRequest) -> HttpResponse:
    """Show the cards that ``?card=`` names on sheets, for the printer or a PDF.

    An address that names none leads to where one chooses.
    """
    if "card" not in request.GET:
        return redirect("knowledge:library")
    cards = chosen(request, reader_of(request))
    if not cards:
        raise Http404
    context = {
        "cards": [(card, content.sections_of(card.body)) for card in cards],
        "query": request.GET.urlencode(),
    }
    response = render(request, "knowledge/cards/printed.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_safe
@never_cache
def downloaded(request: HttpRequest) -> HttpResponseBase:
    """Send the cards that ``?card=`` names as Markdown, with the files that they show."""
    if "card" not in request.GET:
        return redirect("knowledge:library")
    reader = reader_of(request)
    cards = chosen(request, reader)
    if not cards:
        raise Http404
    try:
        return as_zip(cards, reader=reader)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:shelf")
