"""What the desk says of cards: one's drafts, what came of one's cards."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.desk.sections import Figure, Line, Section

SHOWN = 6
MOST_CARDS = 200


def my_drafts(reader: Reader) -> Section:
    """Return the reader's drafts and where their review stands; two queries."""
    drafts = list(
        CardPage.objects.filter(owner=reader.user_id, live=False)
        .select_related("locale")
        .defer("body")
        .order_by("-latest_revision_created_at", "-pk")[:SHOWN]
    )
    states = dict(
        WorkflowState.objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id__in=[str(card.pk) for card in drafts],
        )
        .order_by("created_at")
        .values_list("object_id", "status")
    )
    badges = {
        WorkflowState.STATUS_IN_PROGRESS: (_("In review"), "warn"),
        WorkflowState.STATUS_NEEDS_CHANGES: (_("Came back with remarks"), "bad"),
    }
    lines = []
    for card in drafts:
        badge, kind = badges.get(states.get(str(card.pk), ""), ("", ""))
        lines.append(
            Line(
                title=card.draft_title or card.title,
                url=reverse("wagtailadmin_pages:edit", args=[card.pk]),
                badge=badge,
                badge_kind=kind,
                language=card.language_code,
            )
        )
    return Section(
        key="drafts", title=_("My drafts"), lines=lines, empty=_("You have no draft in hand.")
    )


def my_cards(reader: Reader, figures: Sequence[Figure]) -> Section:
    """Return what came of the reader's published cards; one query and one for each figure."""
    cards = list(
        CardPage.objects.filter(author=reader.member_id or 0, live=True)
        .select_related("locale")
        .defer("body")
        .newest_first()[:MOST_CARDS]
    )
    keys = [card.pk for card in cards]
    numbers = [figure.of(keys) if keys else {} for figure in figures]
    cards.sort(key=lambda card: [-found.get(card.pk, 0) for found in numbers])
    lines = [
        Line(
            title=card.title,
            url=card.get_url() or "",
            language=card.language_code,
            figures=tuple(found.get(card.pk, 0) for found in numbers),
        )
        for card in cards[: 2 * SHOWN]
    ]
    return Section(
        key="cards",
        title=_("What my cards did"),
        lines=lines,
        empty=_("Your first published card will stand here, with how often it is read."),
        columns=tuple(str(figure.label) for figure in figures),
    )
