"""The review as a task of Wagtail's workflow, and links for people who have no account."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, TaskState

from community.core.errors import Refused
from community.core.languages import languages, main_language
from community.members.models import Member
from knowledge.reviews.enums import Priority, Verdict
from knowledge.reviews.working_days import default_due


class AlreadyDecided(Refused):
    """Somebody else decided meanwhile; their decision counts."""


class ReviewStateQuerySet(models.QuerySet["ReviewState"]):
    """Verbs of reviews."""

    def waiting(self) -> "ReviewStateQuerySet":
        """Keep those that nobody has decided."""
        return self.filter(status=TaskState.STATUS_IN_PROGRESS)

    def for_card(self, card_id: int) -> "ReviewStateQuerySet":
        """Keep those of a card."""
        return self.filter(
            workflow_state__object_id=str(card_id),
            workflow_state__base_content_type__app_label="wagtailcore",
            workflow_state__base_content_type__model="page",
        )

    def most_pressing_first(self) -> "ReviewStateQuerySet":
        """Order by what is overdue, then by priority, then by the day."""
        overdue = models.Case(models.When(due_on__lt=timezone.localdate(), then=0), default=1)
        return self.order_by(overdue, "-priority", "due_on", "pk")


class ReviewState(TaskState):
    """A card in review: by when, how soon, who is named for it, and who is on it."""

    due_on = models.DateField(_("due on"), default=default_due, db_index=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    reviewer: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("who is on it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_at = models.DateTimeField(null=True, editable=False)

    objects = ReviewStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a card")
        verbose_name_plural = _("reviews of cards")

    @property
    def card_id(self) -> int:
        """The key of the card."""
        return int(self.workflow_state.object_id)

    def is_late(self, today: date | None = None) -> bool:
        """Whether its day has passed without a decision."""
        return self.status == self.STATUS_IN_PROGRESS and self.due_on < (
            today or timezone.localdate()
        )

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> "ReviewState":
        """Approve as Wagtail does, unless somebody decided at the same moment."""
        self._decide_once()
        found: ReviewState = super().approve(user=user, update=update, comment=comment)
        return found

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> "ReviewState":
        """Send back as Wagtail does, unless somebody decided at the same moment."""
        self._decide_once()
        found: ReviewState = super().reject(user=user, update=update, comment=comment)
        return found

    def _decide_once(self) -> None:
        """Take the decision in one statement: of two at once, the second finds nothing to take."""
        undecided = TaskState.objects.filter(pk=self.pk, status=self.STATUS_IN_PROGRESS)
        if not undecided.update(finished_at=timezone.now()):
            raise AlreadyDecided(
                gettext("Somebody else decided about this card meanwhile; their decision counts.")
            )


class ReviewTask(GroupApprovalTask):
    """Members of groups review a card by a day; one of them may be named for it."""

    task_state_class = ReviewState

    class Meta:
        verbose_name = _("review of cards, with a due day")
        verbose_name_plural = _("reviews of cards, with a due day")

    def start(self, workflow_state: Any, user: Any = None) -> ReviewState:
        """Begin a review; one that comes again after changes keeps its reviewer and priority."""
        before = (
            ReviewState.objects.filter(workflow_state=workflow_state, task=self)
            .order_by("-started_at", "-pk")
            .first()
        )
        state: ReviewState = super().start(workflow_state, user=user)
        if before is not None:
            state.reviewer, state.priority = before.reviewer, before.priority
            state.save(update_fields=["reviewer", "priority"])
        return state

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Decide about the review itself, however the view found its state."""
        return super().on_action(task_state.specific, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Say in the CMS what the task does."""
        return gettext("Members of the chosen groups review a card by a day, or by invitation")


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    """Verbs of links."""

    def open(self, now: datetime | None = None) -> "ReviewLinkQuerySet":
        """Keep those that still answer."""
        return self.filter(
            answered_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now or timezone.now(),
            state__status=TaskState.STATUS_IN_PROGRESS,
        )


class ReviewLink(models.Model):
    """An invitation to review one card, once, without an account; also its log."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.ForeignKey(ReviewState, on_delete=models.CASCADE, related_name="links")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    invited_by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    """When the page was first fetched: by the person, or by what looks through their mail."""
    withdrawn_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether it still answers; the same rule as `open`."""
        return (
            self.answered_at is None
            and self.withdrawn_at is None
            and self.expires_at > (now or timezone.now())
            and self.state.status == TaskState.STATUS_IN_PROGRESS
        )
