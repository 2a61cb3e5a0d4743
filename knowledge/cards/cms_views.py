"""What the editor's panels ask while somebody writes: cards near a title, what to mend."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from community.core.context import reader_of
from knowledge.cards import permissions
from knowledge.cards.answering import cards_answering
from knowledge.cards.models import CardPage
from knowledge.checks.findings import report_on

in_cms = permission_required("wagtailadmin.access_admin", raise_exception=True)


@require_GET
@in_cms
def near(request: HttpRequest) -> HttpResponse:
    """Show the cards that answer a title already, to whoever may write one."""
    if not permissions.can_write(request.user):
        raise Http404
    card = request.GET.get("card", "")
    results = cards_answering(
        request.GET.get("title", ""),
        reader_of(request),
        language=request.GET.get("language", "fr")[:2],
        but=int(card) if card.isdecimal() else None,
    )
    return render(request, "knowledge/cards/cms/near_panel.html#found", {"results": results})


@require_GET
@in_cms
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be mended of a card as it was last kept, to whoever may change it."""
    card = card_to_edit(request.user, pk)
    context = {"report": report_on(card)}
    return render(request, "knowledge/cards/cms/checks_panel.html#found", context)


def card_to_edit(user: Any, pk: int) -> CardPage:
    """Return the latest draft of a card; for who may not change it there is none."""
    card = CardPage.objects.filter(pk=pk).select_related("locale").first()
    if card is None or not permissions.can_edit(user, card):
        raise Http404
    latest: CardPage = card.get_latest_revision_as_object()
    return latest
