"""Wagtail's own checks of a page, told what of a card they look at."""

from typing import Any

from wagtail.admin.userbar import ContentCheckerItem

from knowledge.cards.models import CardPage

OF_A_CARD = [".card-page"]
"""The card, not the frame around it, which its author cannot mend."""
ADDED = ["image-alt", "image-redundant-alt", "identical-links-same-purpose", "table-duplicate-name"]
NOT_OF_A_CARD = frozenset({"empty-meta-description"})
"""A card's summary describes it."""


def look_at_the_card(_request: Any, items: list[Any], page: Any) -> None:
    """Set the checks for a card, in the editor's side panel and on its page."""
    if not isinstance(page, CardPage):
        return
    for item in items:
        if isinstance(item, ContentCheckerItem):
            item.axe_include = OF_A_CARD
            usual = [rule for rule in item.axe_run_only if rule not in NOT_OF_A_CARD]
            item.axe_run_only = [*usual, *ADDED]
