"""The expert's desk."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from community.core.context import reader_of
from knowledge.cards.cms_home import add_url, libraries_of
from knowledge.desk.contents import sections_for
from knowledge.desk.permissions import can_use


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show on one screen what waits for an expert and what came of their cards."""
    reader = reader_of(request)
    if not can_use(reader):
        raise Http404
    context = {
        "sections": sections_for(reader),
        "doors": [
            (library.locale.language_code, add_url(library))
            for library in libraries_of(request.user)
        ],
    }
    return render(request, "knowledge/desk/desk.html", context)
