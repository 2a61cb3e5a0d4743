"""What the desk says of cards: reviews due, one's drafts, what came of one's cards."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from community.core.reader import Reader
from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.desk.sections import Figure, Line, Section

SHOWN = 6
MOST_CARDS = 200


def reviews_due(reader: Reader) -> Section | None:
    """Return the cards that wait for a review by the reader's roles; two queries."""
    if not reader.has_role(Role.REVIEWER, Role.ANIMATOR):
        return None
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not reader.is_superuser:
        states = states.filter(task__groupapprovaltask__groups__name__in=reader.roles)
    rows = states.order_by("started_at").values_list("workflow_state__object_id", "started_at")
    since = {int(key): moment for key, moment in rows if key.isdecimal()}
    cards = CardPage.objects.filter(pk__in=list(since)[:MOST_CARDS]).select_related("author")
    waiting = sorted(cards.defer("body"), key=lambda card: since[card.pk])
    lines = [
        Line(
            title=card.draft_title or card.title,
            url=reverse("wagtailadmin_pages:edit", args=[card.pk]),
            note=_("%(author)s, since %(day)s")
            % {"author": card.author or "—", "day": date_format(since[card.pk], "j F")},
        )
        for card in waiting[:SHOWN]
    ]
    return Section(
        key="reviews", title=_("Reviews due"), lines=lines, empty=_("No card waits for a review.")
    )


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
