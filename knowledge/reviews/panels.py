"""The editor's note of a card in review: by when, who is on it, where the decision is."""

from typing import Any

from wagtail.admin.panels import Panel

from knowledge.reviews.models import ReviewState


class ReviewPanel(Panel):
    """Stands above the form while the card waits for its review."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "knowledge/reviews/cms/review_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            key = self.instance.pk
            waiting = ReviewState.objects.waiting().select_related("reviewer", "taken_by")
            self.state: ReviewState | None = waiting.for_card(key).first() if key else None

        def is_shown(self) -> bool:
            """Only while somebody should review it."""
            return self.state is not None and bool(super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the review."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"state": self.state}
