"""A variant that was found up to date: a line of the page's history."""

from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

from community.members.models import Member
from knowledge.cards.models import CardPage

RECONCILED: Final = "knowledge.translation.reconcile"


class ReconciledFormatter(LogFormatter):
    """Says which card it was held against."""

    label = _("Say that a card in another language is up to date")

    def format_message(self, log_entry: Any) -> str:
        """Name the source."""
        title = log_entry.data.get("source", "—")
        return gettext("Says the same as “%(title)s”") % {"title": title}


def register(actions: Any) -> None:
    """Make the line known to Wagtail's history."""
    actions.register_action(RECONCILED)(ReconciledFormatter)


def note_reconciled(card: CardPage, *, source: CardPage, by: Member) -> None:
    """Write it into the history of the variant."""
    log(
        instance=card,
        action=RECONCILED,
        user=by.user,
        data={"source": source.title, "revision": source.latest_revision_id},
        revision=card.latest_revision,
    )
