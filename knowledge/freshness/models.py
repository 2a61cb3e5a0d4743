"""Groups of verifiers, the duty of each card, and what was found when it was verified."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from community.core.sorting import InOrder
from community.members.models import Member
from knowledge.freshness.enums import Outcome
from knowledge.freshness.intervals import SOON


class VerifierGroup(ClusterableModel):
    """People who share the duty of verifying cards: it goes round among them.

    A card names its group, or belongs to the one of its themes, or of its author's organisation.
    """

    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="verifier_groups",
        help_text=_("Cards of its authors come to this group, unless they name another one."),
    )
    themes = models.ManyToManyField(
        "community.Theme",
        verbose_name=_("themes"),
        blank=True,
        related_name="verifier_groups",
        help_text=_("Cards of these themes come to this group, unless they name another one."),
    )

    class Meta:
        ordering = [InOrder("name"), "pk"]
        verbose_name = _("group of verifiers")
        verbose_name_plural = _("groups of verifiers")

    def __str__(self) -> str:
        return self.name


class Verifier(models.Model):
    """Somebody in a group."""

    group = ParentalKey(VerifierGroup, on_delete=models.CASCADE, related_name="verifiers")
    member = models.ForeignKey(
        "community.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="verifies_in",
    )

    class Meta:
        verbose_name = _("verifier")
        verbose_name_plural = _("verifiers")
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="knowledge_verifier_once")
        ]

    def __str__(self) -> str:
        return str(self.member)


class DutyQuerySet(models.QuerySet["Duty"]):
    """Verbs of duties."""

    def of_live_cards(self) -> "DutyQuerySet":
        """Keep those of published cards."""
        return self.filter(card__live=True)

    def overdue(self, today: date) -> "DutyQuerySet":
        """Keep those whose day has passed."""
        return self.filter(due_on__lt=today)

    def waiting(self, today: date) -> "DutyQuerySet":
        """Keep those that are overdue or due soon."""
        return self.filter(due_on__lte=today + SOON)


class Duty(models.Model):
    """Who verifies a card and by when: a published card has exactly one, and so one verifier."""

    card = models.OneToOneField(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="duty", primary_key=True
    )
    verifier: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("verifier"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="duties",
    )
    organisation = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    """Whose card it is, also when its author has left."""
    pool = models.CharField(max_length=40, blank=True, db_index=True)
    """Among whom it goes round; see `freshness.pools`."""
    turn = models.PositiveIntegerField(default=1)
    """Which verification comes next; a form says which one it answers."""
    due_on = models.DateField(_("due on"), db_index=True)
    needs_work_since = models.DateField(_("needs work since"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    is_marked_overdue = models.BooleanField(default=False)
    """Whether the search and the kept pages know that it is overdue."""

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("duty to verify")
        verbose_name_plural = _("duties to verify")

    def __str__(self) -> str:
        return f"{self.card_id} {self.due_on}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.due_on < timezone.localdate()

    @property
    def is_waiting(self) -> bool:
        """Whether it is overdue or due soon."""
        return self.due_on <= timezone.localdate() + SOON

    @property
    def is_stale(self) -> bool:
        """Whether a reader is told to take the card with care."""
        return self.is_overdue or self.needs_work_since is not None


class Verification(models.Model):
    """What somebody found when they verified a card; one for each turn."""

    card = models.ForeignKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="verifications"
    )
    turn = models.PositiveIntegerField()
    by: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member", on_delete=models.SET_NULL, null=True, related_name="verifications"
    )
    on = models.DateField(_("on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-turn"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(fields=["card", "turn"], name="knowledge_verified_once_a_turn")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.turn} {self.outcome}"
