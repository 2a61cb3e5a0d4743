"""What happens in a review stands in the page's history, as Wagtail keeps every other step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from knowledge.reviews.models import ReviewState

REMARK: Final = "knowledge.review.remark"
ACTIONS: Final[dict[str, tuple[Any, Any]]] = {
    REMARK: (_("Remark in the review"), _("%(who)s remarked: %(text)s")),
    "knowledge.review.take": (_("Take a review"), _("%(who)s is on the review")),
    "knowledge.review.give_back": (_("Give a review back"), _("%(who)s gave the review back")),
    "knowledge.review.plan": (_("Plan a review"), _("%(who)s planned the review: %(text)s")),
    "knowledge.review.invite": (_("Invite to a review"), _("%(who)s invited %(text)s by link")),
    "knowledge.review.withdraw": (
        _("Withdraw an invitation"),
        _("%(who)s withdrew the invitation of %(text)s"),
    ),
}
DECISIONS: Final = ("wagtail.workflow.approve", "wagtail.workflow.reject")


class StepFormatter(LogFormatter):
    """Says a step of a review in words; each action has a class of its own with its sentence."""

    sentence: "str | Promise" = ""

    def format_message(self, log_entry: "PageLogEntry | ModelLogEntry") -> str:
        """Fill the sentence with who did it and what was said."""
        data = log_entry.data
        return str(self.sentence) % {"who": data.get("who", "—"), "text": data.get("text", "")}


def register(actions: Any) -> None:
    """Make the steps known to Wagtail's history."""
    for name, (label, sentence) in ACTIONS.items():
        made = type("Formatter", (StepFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(name)(made)


def note(
    state: ReviewState, action: str, *, by: Any, who: str, text: str = "", key: str = ""
) -> None:
    """Write a step into the history of the card; `key` tells a remark from the same one again."""
    page = Page.objects.get(pk=state.card_id)
    log(
        instance=page.specific,
        action=f"knowledge.review.{action}",
        user=by,
        data={"who": who, "text": text, "task_state": state.pk, "key": key},
        revision=page.latest_revision,
    )


def is_new_remark(state: ReviewState, key: str) -> bool:
    """Whether no remark of that key was written on the card."""
    same = PageLogEntry.objects.filter(page=state.card_id, action=REMARK, data__key=key)
    return not same.exists()


@dataclass(frozen=True)
class Step:
    """A step of a review as its page shows it."""

    at: datetime
    sentence: str
    text: str = ""


def steps_of(state: ReviewState) -> list[Step]:
    """Return what happened to the card since it was submitted, the latest first; one query."""
    entries = PageLogEntry.objects.filter(
        page=state.card_id,
        action__in=(*ACTIONS, *DECISIONS),
        timestamp__gte=state.workflow_state.created_at,
    )
    return [_step(entry) for entry in entries.select_related("user__member").order_by("-pk")]


def _step(entry: PageLogEntry) -> Step:
    data = entry.data
    if entry.action in ACTIONS:
        is_remark = entry.action == REMARK
        _label, sentence = ACTIONS[entry.action]
        told = gettext("%(who)s remarked") if is_remark else sentence
        return Step(
            at=entry.timestamp,
            sentence=str(told) % {"who": data.get("who", "—"), "text": data.get("text", "")},
            text=data.get("text", "") if is_remark else "",
        )
    is_approval = entry.action == DECISIONS[0]
    return Step(
        at=entry.timestamp,
        sentence=gettext("Approved") if is_approval else gettext("Changes asked for"),
        text=data.get("comment", ""),
    )
