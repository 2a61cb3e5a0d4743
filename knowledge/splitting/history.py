"""The split of a card stands in the history of both its parts."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, PageLogEntry

from knowledge.splitting.services import SPLIT


class SplitFormatter(LogFormatter):
    """Names the other part."""

    label = _("Split a card")

    def format_message(self, log_entry: "PageLogEntry | ModelLogEntry") -> str:
        """Say which card has the rest."""
        return gettext("Split into two cards; the other part: “%(title)s”") % {
            "title": log_entry.data.get("title", "—")
        }


def register(actions: Any) -> None:
    """Make the step known to Wagtail's history."""
    actions.register_action(SPLIT)(SplitFormatter)
