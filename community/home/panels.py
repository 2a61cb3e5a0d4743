"""Draws the panels that apps give to the home and to profiles."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.core.context import reader_of
from community.plugins import gather


def rendered_panels(
    request: HttpRequest, attribute: str, *subject: Any
) -> list[tuple[str, SafeString]]:
    """Return (key, HTML) of each panel that has something to show, in order.

    `attribute` is ``home_panels`` or ``profile_panels``; `subject` follows the reader when a
    panel's context is asked for.
    """
    reader = reader_of(request)
    drawn = []
    for panel in sorted(gather(attribute), key=lambda each: each.order):
        if not (panel.for_members if reader.is_member else panel.for_visitors):
            continue
        if panel.for_request is not None:
            context = panel.for_request(request, *subject)
        else:
            context = panel.context(reader, *subject)
        if context is not None:
            drawn.append((panel.key, render_to_string(panel.template, dict(context), request)))
    return drawn
