"""What the desk says of proposals: those that wait for an expert."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.reader import Reader
from knowledge.desk.sections import Line, Section
from knowledge.proposals.selectors import waiting

SHOWN = 6


def proposals_waiting(reader: Reader) -> Section:
    """Return the proposals that wait, the reader's own business first; three queries."""
    return Section(
        key="proposals",
        title=_("Proposed by members"),
        lines=[
            Line(
                title=str(row.proposal),
                url=row.proposal.get_absolute_url(),
                note=str(row.proposal.author or ""),
                badge=str(row.proposal.get_state_display()),
                badge_kind=row.badge,
                language=row.proposal.language,
            )
            for row in waiting(reader)[:SHOWN]
        ],
        empty=_("No proposal waits."),
        more=_("All proposals"),
        more_url=reverse("knowledge:proposals"),
    )
