"""The editor's own panel: how long the card takes, while one writes it."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel

from knowledge.cards import reading_time


class ReadingTimePanel(Panel):
    """Shows the time the card takes against five minutes; its script reads the form."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "knowledge/cards/cms/reading_time_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the script what it counts with, and those without script the last count."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            language = self.instance.language_code
            context.update(
                language=language,
                words_per_minute=reading_time.pace(language),
                promise=reading_time.PROMISE_SECONDS,
                seconds=self.instance.reading_seconds,
            )
            return context

        @property
        def media(self) -> Media:
            """The script and style of the panel."""
            return Media(
                js=["knowledge/js/reading_time.js", "knowledge/js/given_title.js"],
                css={"all": ["knowledge/css/editor.css"]},
            )
