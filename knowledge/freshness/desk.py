"""What the desk says of freshness: the cards that the expert is asked to verify."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.core.reader import Reader
from knowledge.desk.sections import Line, Section
from knowledge.freshness.selectors import duties_for, with_cards

SHOWN = 6


def cards_to_verify(reader: Reader) -> Section:
    """Return the cards that wait to be verified by the reader, the longest overdue first."""
    address = reverse("knowledge:to_verify")
    return Section(
        key="verify",
        title=_("Cards to verify"),
        lines=[
            Line(
                title=duty.card.title,
                url=f"{address}#verify-{duty.pk}",
                note=_("by %(day)s") % {"day": date_format(duty.due_on, "j F")},
                badge=_("Overdue") if duty.is_overdue else "",
                badge_kind="bad",
                language=duty.card.language_code,
            )
            for duty in with_cards(duties_for(reader))[:SHOWN]
        ],
        empty=_("Every card of yours is fresh."),
        more=_("All cards to verify"),
        more_url=address,
    )
