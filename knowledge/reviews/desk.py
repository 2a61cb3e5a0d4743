"""What the desk says of reviews: what waits for the reader's decision, what is late first."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.dates import day_in_words
from community.core.reader import Reader
from community.core.roles import Role
from knowledge.desk.sections import Line, Section
from knowledge.reviews.enums import Priority
from knowledge.reviews.models import ReviewState
from knowledge.reviews.selectors import titles_of

SHOWN = 12


def reviews_due(reader: Reader) -> Section | None:
    """Return the reviews that wait for the reader's groups, animators all; two queries."""
    if not reader.has_role(Role.REVIEWER, Role.ANIMATOR):
        return None
    states = ReviewState.objects.waiting().most_pressing_first()
    if not reader.has_role(Role.ANIMATOR):
        states = states.filter(task__groupapprovaltask__groups__name__in=reader.roles)
    waiting = list(
        states.select_related("workflow_state", "reviewer", "taken_by").distinct()[:SHOWN]
    )
    titles = titles_of(waiting)
    lines = [line_of(state, titles[state.card_id]) for state in waiting if state.card_id in titles]
    return Section(
        key="reviews",
        title=_("Reviews due"),
        lines=lines,
        empty=_("No card waits for a review."),
        more=_("All reviews"),
        more_url=reverse("knowledge:reviews"),
    )


def line_of(state: ReviewState, title: str) -> Line:
    """Return a review as a line: by when, who is on it, what is late."""
    note = _("by %(day)s") % {"day": day_in_words(state.due_on)}
    if state.taken_by:
        note += " · " + _("%(who)s is on it") % {"who": state.taken_by}
    elif state.reviewer:
        note += " · " + _("for %(who)s") % {"who": state.reviewer}
    badge, kind = ("", "")
    if state.is_late():
        badge, kind = _("Late"), "bad"
    elif state.priority == Priority.HIGH:
        badge, kind = _("Soon"), "warn"
    return Line(
        title=title,
        url=reverse("knowledge:review", args=[state.pk]),
        note=note,
        badge=badge,
        badge_kind=kind,
    )
