"""What the home's templates ask for; tags, so that it is asked for each reader anew."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from community.home.panels import rendered_panels

register = template.Library()


@register.simple_tag(takes_context=True)
def home_panels(context: Context) -> list[tuple[str, SafeString]]:
    """Return (key, HTML) of each panel that has something for the reader."""
    request: Any = context["request"]
    return rendered_panels(request, "home_panels")
