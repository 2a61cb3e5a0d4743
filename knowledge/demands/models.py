"""What people ask somebody to write, their votes, and who is writing it."""

import math
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.core.languages import languages, main_language
from community.search.log.models import K
from community.themes.models import ThemedItemBase
from knowledge.demands.enums import WAITING, Origin, State

HALF_LIFE: Final = timedelta(days=90)
"""After this time a vote weighs half of a new one in the order of the board."""
TITLE_LENGTH: Final = 150
PURPOSE_LENGTH: Final = 2000


class DemandTheme(ThemedItemBase):
    """A theme of a demand."""

    content_object = models.ForeignKey(
        "knowledge.Demand", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="knowledge_demand_theme_once"
            )
        ]


class DemandQuerySet(models.QuerySet["Demand"]):
    """Verbs of demands."""

    def waiting(self) -> "DemandQuerySet":
        """Keep those whose card is still to come."""
        return self.filter(state__in=WAITING)

    def most_wanted_first(self) -> "DemandQuerySet":
        """Order by votes, a vote weighing half after `HALF_LIFE`."""
        return self.order_by("-heat", "-created_at", "-pk")


class Demand(models.Model):
    """A card that somebody misses. All members read it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names it from the moment its form is opened, so that a form sent twice asks once."""
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.MEMBER)
    source = models.CharField(  # noqa: DJ001  (empty ones may be many, which unique forbids)
        max_length=160, null=True, unique=True, editable=False
    )
    """What it was made of where nobody typed it: ``search:fr:question``, ``need:12``."""
    author: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="demands",
    )
    title = models.CharField(_("what is missing"), max_length=TITLE_LENGTH)
    purpose = models.TextField(_("what for"), max_length=PURPOSE_LENGTH, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    visitors = models.PositiveIntegerField(default=0)
    """How many searched for it without finding; nobody knows who."""
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.OPEN, editable=False
    )
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    card: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "knowledge.CardPage",
        verbose_name=_("card"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="demands",
    )
    """What answers it, or will."""
    duplicate_of: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="duplicates"
    )
    reason = models.CharField(_("why"), max_length=500, blank=True)
    """What those who asked are told when it is closed without a card."""
    heat = models.FloatField(default=0, editable=False)
    """Its place on the board; see `heat_of`."""
    stems = models.TextField(blank=True, editable=False)
    """The stems of its title, between spaces, by which its like is found."""

    themes = TaggableManager(
        verbose_name=_("themes"), through="knowledge.DemandTheme", blank=True, help_text=""
    )
    objects = DemandQuerySet.as_manager()

    class Meta:
        ordering = ["-heat", "-created_at", "-pk"]
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        indexes = [models.Index(fields=["state", "-heat"], name="knowledge_demand_board")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="knowledge_demand_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DUPLICATE, duplicate_of__isnull=False)
                | ~models.Q(state=State.DUPLICATE) & models.Q(duplicate_of__isnull=True),
                name="knowledge_demand_duplicate_of_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("id")), name="knowledge_demand_not_itself"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.DECLINED, reason=""),
                name="knowledge_demand_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the demand's address in the language being shown."""
        return reverse("knowledge:demand", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether its card is still to come."""
        return self.state in WAITING


class DemandVote(models.Model):
    """That somebody misses it too; whoever asked has voted."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey("community.Member", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["demand", "member"], name="knowledge_vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} {self.member_id}"


class Ending(models.TextChoices):
    """How a claim ended."""

    ANSWERED = "answered", _("the card is there")
    GIVEN_BACK = "given_back", _("given back")
    LAPSED = "lapsed", _("lapsed")
    CLOSED = "closed", _("the demand was closed")


class Claim(models.Model):
    """That an expert writes it: one at a time, until a day."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="claims")
    member = models.ForeignKey("community.Member", on_delete=models.CASCADE, related_name="claims")
    claimed_at = models.DateTimeField(default=timezone.now)
    until = models.DateField()
    """The last day; the claim lapses on the next one."""
    reminded_for = models.DateField(null=True)
    """The last day of which its expert was reminded."""
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["demand"],
                condition=models.Q(ended_at__isnull=True),
                name="knowledge_claim_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ending="")
                | models.Q(ended_at__isnull=False) & ~models.Q(ending=""),
                name="knowledge_claim_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} {self.member_id}"

    def days_left(self, on: date | None = None) -> int:
        """Return how many days remain until the last one."""
        return (self.until - (on or timezone.localdate())).days


def heat_of(votes: Iterable[datetime], *, visitors: int = 0, since: datetime) -> float:
    """Return a demand's place on the board: the sum of its votes, each half after `HALF_LIFE`.

    As a logarithm over time, it grows with the days as all others do, so that their order holds
    without being reckoned again. K visitors who searched weigh one vote of the day `since`.
    """
    ages = [moment.timestamp() / HALF_LIFE.total_seconds() for moment in votes]
    ages += [since.timestamp() / HALF_LIFE.total_seconds()] * (visitors // K)
    if not ages:
        return 0.0
    latest = max(ages)
    return latest + math.log2(sum(2 ** (age - latest) for age in ages))
