"""Where the editor offers to split a card."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button

from knowledge.cards.models import CardPage
from knowledge.splitting.permissions import can_split

LABEL = _("Split into two cards")
ICON = "cut"


def button_for(card: CardPage) -> Button:
    """Return the button in the menu beside a card's title."""
    url = reverse("knowledge_split", args=[card.pk])
    return Button(LABEL, url=url, icon_name=ICON, priority=35)


class SplitItem(ActionMenuItem):
    """The same among the actions at the editor's foot."""

    label = LABEL
    name = "action-split"
    icon_name = ICON

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Only for a card that is kept, for who may split it."""
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, CardPage):
            return False
        return can_split(context["request"].user, page)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return where the card is split."""
        return reverse("knowledge_split", args=[parent_context["page"].pk])
