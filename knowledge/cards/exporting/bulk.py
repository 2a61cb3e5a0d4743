"""The CMS's action for several cards: take them away as Markdown."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from community.core.context import reader_of
from community.core.errors import Refused
from knowledge.cards.exporting.answers import MOST, as_zip
from knowledge.cards.exporting.services import cards_to_export
from knowledge.cards.models import CardPage
from knowledge.cards.permissions import can_edit


class ExportBulkAction(PageBulkAction):
    """Sends the chosen cards as a zip: of one's own the newest text, of others what is public."""

    display_name = _("Export")
    action_type = "export_cards"
    aria_label = _("Export the chosen cards")
    template_name = "knowledge/cards/cms/confirm_export.html"
    action_priority = 60

    def check_perm(self, page: Page) -> bool:
        """Whether the page is a card that the user finds in the CMS and may change or read."""
        card = page.specific_deferred
        if not isinstance(card, CardPage):
            return False
        return self._may_change(card) or self._may_read(card)

    def _may_change(self, card: CardPage) -> bool:
        return can_edit(self.request.user, card)

    def _may_read(self, card: CardPage) -> bool:
        return CardPage.objects.visible_to(reader_of(self.request)).filter(pk=card.pk).exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many there may be."""
        return {**super().get_context_data(**kwargs), "most": MOST}

    def prepare_action(self, objects: Sequence[Page], _without: Any) -> HttpResponseBase | None:
        """Answer with the archive."""
        cards = cards_to_export().filter(pk__in=[page.pk for page in objects[:MOST]])
        try:
            return as_zip(
                list(cards.order_by("path")),
                reader=reader_of(self.request),
                takes_newest=self._may_change,
            )
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.next_url)
