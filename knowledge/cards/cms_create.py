"""A new card is made once, though its form may be sent twice at the same moment.

The editor keeps a new card by itself while its author presses a button: two requests to make the
same card. The second is taken for what it is, a change of the card that the first has made.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from knowledge.cards.models import CardPage


def make_once(request: HttpRequest, library: Page) -> HttpResponse | None:
    """Answer a form for a new card; None lets Wagtail show the form."""
    key = _key(request.POST.get("kept_as", ""))
    if request.method != "POST" or key is None or hasattr(request, "is_making_card"):
        return None
    request.is_making_card = True  # type: ignore[attr-defined]
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
