"""What the desk says of evidence: what did not help readers, and how often cards worked."""

from collections.abc import Collection

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.reader import Reader
from knowledge.desk.sections import Line, Section
from knowledge.evidence.enums import WORKED
from knowledge.evidence.models import Evidence
from knowledge.evidence.selectors import opinions_for

SHOWN = 4


def what_did_not_help(reader: Reader) -> Section:
    """Return the newest reasons for which cards did not help; left out while there is none."""
    return Section(
        key="readers",
        title=_("What did not help readers"),
        lines=[
            Line(
                title=opinion.card.title,
                url=opinion.card.get_url() or "",
                note=opinion.text,
                badge=opinion.get_reason_display(),
                badge_kind="warn",
                language=opinion.card.language_code,
            )
            for opinion in opinions_for(reader)[:SHOWN]
        ],
        more=_("What readers say"),
        more_url=reverse("knowledge:readers_say"),
    )


def worked_count(card_ids: Collection[int]) -> dict[int, int]:
    """Count for each card how often it worked where it was applied; one query."""
    rows = Evidence.objects.filter(card__in=card_ids, result__in=WORKED).order_by()
    return dict(rows.values_list("card").annotate(Count("pk")))
