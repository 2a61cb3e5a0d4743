"""The library, a card, and what the editor's panel asks."""

from typing import Final

from django.contrib.auth.decorators import permission_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from wagtail.views import serve

from community.core.context import reader_of
from community.core.kept import shown_alike
from community.core.roles import Role
from community.recordings.models import Recording
from knowledge.cards import metadata, selectors
from knowledge.cards.cms_home import add_url, new_library_url
from knowledge.cards.models import CardIndexPage

PICTURE_SECONDS: Final = 30 * 24 * 60 * 60


@shown_alike
def library(request: HttpRequest) -> HttpResponse:
    """Show the library of the language, or lead to where its editors put it."""
    index = selectors.library_of(_language())
    if index is None:
        return _no_library(request)
    address = index.get_url(request)
    if address and address != request.path:
        return redirect(address)
    return show_library(request, index)


def _no_library(request: HttpRequest) -> HttpResponse:
    """Say kindly that there is none in this language, and lead on; editors may make it."""
    context = {
        "make_url": new_library_url(request),
        "elsewhere": selectors.library_elsewhere(_language()),
    }
    return render(request, "knowledge/cards/no_library.html", context)


def show_library(request: HttpRequest, index: CardIndexPage) -> HttpResponse:
    """Show a library's cards, narrowed by the address; a fragment when HTMX asks for it."""
    request.shown_page = index  # type: ignore[attr-defined]
    query = selectors.LibraryQuery.of(request.GET)
    screen = selectors.library_for(reader_of(request), query, language=index.locale.language_code)
    reader = reader_of(request)
    context = {
        "index": index,
        "library": screen,
        "write_url": add_url(index) if reader.has_role(Role.EXPERT) else "",
    }
    template = "knowledge/cards/library_page.html"
    if request.headers.get("HX-Target") != "library":
        return render(request, template, context)
    response = render(request, f"{template}#library", context)
    response["HX-Push-Url"] = f"{request.path}?{screen.encoded}" if screen.encoded else request.path
    return response


@shown_alike
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a card at its usual address in few queries; any other page is left to Wagtail.

    Wagtail walks the tree page by page to find what an address names, which takes nine queries.
    """
    found = selectors.card_at(slug, language=_language())
    if found is None or found.get_url(request) != request.path:
        return serve(request, request.path_info.split("/", 2)[2])
    return found.serve(request)


def card_picture(_request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Show a card's picture for those who share its link; drawn once, then kept.

    An address whose words are no longer the card's leads to the one that is. A card that visitors
    do not see, or that is not there, has the neutral picture: it tells them apart to nobody.
    """
    words = metadata.words_of(pk)
    current = metadata.mark_of(words)
    if mark != current:
        return redirect("knowledge:card_picture", pk, current)
    key = f"knowledge.card-picture:{current}"
    drawn = cache.get(key)
    if drawn is None:
        drawn = metadata.draw(words)
        cache.set(key, drawn, PICTURE_SECONDS)
    return HttpResponse(
        drawn,
        content_type="image/png",
        headers={"Cache-Control": f"public, max-age={PICTURE_SECONDS}", "ETag": f'"{current}"'},
    )


@permission_required("wagtailadmin.access_admin", raise_exception=True)
def recording_length(request: HttpRequest, pk: int) -> JsonResponse:  # noqa: ARG001
    """Tell the editor's panel how long a recording is, in seconds; 0 when it is gone."""
    length = Recording.objects.filter(pk=pk).values_list("duration", flat=True).first()
    return JsonResponse({"seconds": length or 0})


def _language() -> str:
    return (get_language() or "fr")[:2]
