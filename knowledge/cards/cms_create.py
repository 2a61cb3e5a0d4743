"""A new card begins with the blocks of its kind, and is made once though its form is sent twice.

The editor keeps a new card by itself while its author presses a button: two requests to make the
same card. The second is taken for what it is, a change of the card that the first has made.
"""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from knowledge.cards import starts
from knowledge.cards.enums import CardKind
from knowledge.cards.models import CardPage


class BeginCard(CreateView):
    """Wagtail's form for a new page, filled with what a card of its kind begins with."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; `?kind=` in its address chooses the kind."""
        kind = request.GET.get("kind", "")
        self.page.kind = kind if kind in CardKind.values else CardKind.LESSON.value
        language = self.page.language_code
        self.page.body = json.dumps(starts.start_of(self.page.kind, language=language))
        response: HttpResponse = super().get(request)
        return response


def make_once(request: HttpRequest, library: Page) -> HttpResponse | None:
    """Show or answer the form for a new card; None lets Wagtail answer."""
    if hasattr(request, "is_making_card"):
        return None
    key = _key(request.POST.get("kept_as", ""))
    if request.method == "POST" and key is None:
        return None
    request.is_making_card = True  # type: ignore[attr-defined]
    if key is None:
        begun: HttpResponse = BeginCard.as_view()(request, "knowledge", "cardpage", library.pk)
        return begun
    with transaction.atomic():
        # One at a time beneath a library; SQLite writes one at a time anyway.
        Page.objects.select_for_update().get(pk=library.pk)
        made = CardPage.objects.filter(
            translation_key=key, locale=library.locale_id, owner=request.user.pk
        ).first()
        response: Any = (
            EditView.as_view()(request, made.pk)
            if made is not None
            else CreateView.as_view()(request, "knowledge", "cardpage", library.pk)
        )
        # What is drawn later may read the card, too.
        if hasattr(response, "render"):
            response = response.render()
    return response


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
