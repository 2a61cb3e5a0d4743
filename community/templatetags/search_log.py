"""What a page of results says of itself to the log."""

from django import template
from django.utils.translation import get_language

from community.search.log.tokens import token_of
from community.search.query import Results

register = template.Library()


@register.simple_tag
def shown_token(results: Results) -> str:
    """Return what the page's script sends back, signed; empty where nothing was asked."""
    if results.is_browsing:
        return ""
    return token_of(results.text, language=get_language() or "", is_answered=bool(results.total))
