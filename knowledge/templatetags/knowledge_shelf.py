"""What a card's page asks of the reader's shelf, in an opening."""

from typing import Any

from django import template

from community.core.context import reader_of
from knowledge.shelf import selectors

register = template.Library()


@register.simple_tag(takes_context=True)
def is_kept(context: Any, card_id: int) -> bool:
    """Whether the reader keeps the card; one query."""
    return selectors.is_kept(reader_of(context["request"]), card_id)
