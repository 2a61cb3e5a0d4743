"""What the desk says of demands: those in the expert's themes, and those they claimed."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.reader import Reader
from community.members.selectors import themes_of_member
from knowledge.demands.claims import REMIND_DAYS
from knowledge.demands.enums import State
from knowledge.demands.models import Claim, Demand
from knowledge.desk.sections import Line, Section

SHOWN = 6


def my_claims(reader: Reader) -> Section | None:
    """Return what the reader said they would write; one query. None where that is nothing."""
    claims = (
        Claim.objects.filter(member=reader.member_id or 0, ended_at__isnull=True)
        .select_related("demand")
        .order_by("until", "pk")
    )
    lines = [
        Line(
            title=claim.demand.title,
            url=claim.demand.get_absolute_url(),
            note=_("until %(day)s") % {"day": date_format(claim.until, "j F")},
            language=claim.demand.language,
            badge=_("Ends soon") if claim.days_left() <= REMIND_DAYS else "",
            badge_kind="warn",
        )
        for claim in claims[:SHOWN]
    ]
    if not lines:
        return None
    return Section(key="claims", title=_("What I said I would write"), lines=lines)


def demands_in_my_themes(reader: Reader) -> Section:
    """Return what is most wanted in the reader's themes, anywhere without themes; two queries."""
    demands = Demand.objects.filter(state=State.OPEN)
    themes = themes_of_member(reader)
    if themes:
        demands = demands.filter(
            pk__in=Demand.objects.filter(themed_items__tag__in=themes).values("pk")
        )
    found: Any = demands.annotate(vote_number=Count("votes")).most_wanted_first()[:SHOWN]
    return Section(
        key="demands",
        title=_("Missing in my themes"),
        lines=[
            Line(
                title=demand.title,
                url=demand.get_absolute_url(),
                note=ngettext("%(number)d vote", "%(number)d votes", demand.vote_number)
                % {"number": demand.vote_number},
                language=demand.language,
            )
            for demand in found
        ],
        empty=_("Nothing is missing in your themes."),
        more=_("All that is missing"),
        more_url=reverse("knowledge:demands"),
    )
