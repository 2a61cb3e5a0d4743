"""The editor's own panels: the time a card takes, examples, what is near it, what to mend."""

import json
from collections.abc import Sequence
from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.panels import Panel

from community.core.context import reader_of
from knowledge.cards import reading_time, starts
from knowledge.cards.answering import cards_answering
from knowledge.cards.enums import KIND_PROMISES, CardKind
from knowledge.checks.findings import report_on

STYLE: dict[str, Sequence[str]] = {"all": ["knowledge/css/editor.css"]}


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
                prompts=json.dumps(sorted(starts.all_headings())),
                seconds=self.instance.reading_seconds,
                split_url=split_url(self.instance.pk or 0),
                is_kept=self.instance.pk is not None,
            )
            return context

        @property
        def media(self) -> Media:
            """The script and style of the panel."""
            return Media(
                js=["knowledge/js/reading_time.js", "knowledge/js/given_title.js"], css=STYLE
            )


class ExamplePanel(Panel):
    """Shows beside a field what one writes there for each kind of card, one kind at a time."""

    def __init__(self, field: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = field

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the field when Wagtail copies the panel."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        return kwargs | {"field": self.field}

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "knowledge/cards/cms/example_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give an example for each kind, which one is the card's, and other beginnings."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            field = self.panel.field
            return context | {
                "field": field,
                "current": self.instance.kind,
                "examples": KIND_PROMISES if field == "kind" else starts.EXAMPLES[field],
                "is_new": self.instance.pk is None,
                "kinds": CardKind.choices,
            }

        @property
        def media(self) -> Media:
            """The script that follows the kind, and the style."""
            return Media(
                js=["knowledge/js/examples.js", "knowledge/js/paste.js", "knowledge/js/names.js"],
                css=STYLE,
            )


class NearPanel(Panel):
    """Shows beneath the title the cards that answer it already."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "knowledge/cards/cms/near_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the cards near a draft's title: those without script see them after saving."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            card = self.instance
            is_asked = card.pk is not None and not card.live
            return context | {
                "url": reverse("knowledge_near"),
                "language": card.language_code,
                "card": card.pk or 0,
                "results": cards_answering(
                    card.title, reader_of(self.request), language=card.language_code, but=card.pk
                )
                if is_asked
                else [],
            }

        @property
        def media(self) -> Media:
            """The script that asks while the title is typed."""
            return Media(js=["knowledge/js/near.js"], css=STYLE)


class ChecksPanel(Panel):
    """Lists what keeps the card from being published and what is worth a look."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "knowledge/cards/cms/checks_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give what was found of the card as it was last kept."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            is_kept = self.instance.pk is not None
            return context | {
                "report": report_on(self.instance) if is_kept else None,
                "url": reverse("knowledge_checks", args=[self.instance.pk or 0]),
            }

        @property
        def media(self) -> Media:
            """The script that asks again when the draft was kept."""
            return Media(js=["knowledge/js/checks.js"], css=STYLE)


def split_url(card: int) -> str:
    """Return where a card is split in two; 0 stands for a card that is not kept yet."""
    return reverse("knowledge_split", args=[card])
