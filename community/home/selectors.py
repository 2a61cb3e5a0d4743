"""What the home shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.core.context import reader_of
from community.home.panels import rendered_panels
from community.organisations.selectors import tiles
from community.plugins import gather


def home_context(request: HttpRequest) -> dict[str, Any]:
    """Return, for a visitor, the panels, the map of who takes part and the public figures.

    A member's panels are the member's own; their page asks for them itself (`home_panels`).
    """
    if reader_of(request).is_member and not getattr(request, "is_preview", False):
        return {}
    return {
        "panels": rendered_panels(request, "home_panels"),
        "tiles": tiles(reverse("community:organisations")),
        "figures": public_figures(),
    }


def public_figures() -> list[dict[str, Any]]:
    """Return the measures that apps make public: label and value, computed now."""
    measures = sorted((m for m in gather("measures") if m.public), key=lambda m: m.order)
    return [{"label": measure.label, "value": measure.value()} for measure in measures]
