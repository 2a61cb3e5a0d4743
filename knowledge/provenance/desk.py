"""What the desk says of sources: cards whose source went lately."""

from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.dates import day_in_words
from community.core.reader import Reader
from knowledge.desk.sections import Line, Section
from knowledge.provenance.models import CardSource

SHOWN: Final = 6
DAYS: Final = 60
"""So long it stands there: a card need not have a new source."""


def sources_gone(reader: Reader) -> Section | None:
    """Return the reader's cards that lost a source lately; one query, None without any."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = (
        CardSource.objects.filter(card__author=reader.member_id or 0, vanished_on__gte=since)
        .select_related("card__locale")
        .defer("card__body")
        .order_by("-vanished_on", "pk")[:SHOWN]
    )
    lines = [
        Line(
            title=row.card.draft_title or row.card.title,
            url=reverse("wagtailadmin_pages:edit", args=[row.card_id]),
            note=_("“%(label)s” is no longer there since %(day)s")
            % {"label": row.label, "day": day_in_words(row.vanished_on)}
            if row.vanished_on
            else "",
            language=row.card.language_code,
        )
        for row in rows
    ]
    return Section(key="sources", title=_("Sources that went"), lines=lines) if lines else None
