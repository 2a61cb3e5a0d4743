"""A card that a member proposes without the CMS."""

import uuid
from typing import Any, Final

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.core.languages import languages, main_language
from community.themes.models import ThemedItemBase
from knowledge.proposals.enums import ITS_AUTHOR_S, WITH_EXPERTS, State

TITLE_LENGTH: Final = 150
SUMMARY_LENGTH: Final = 220
OBJECTIVE_LENGTH: Final = 200
BODY_LENGTH: Final = 60_000


class ProposalTheme(ThemedItemBase):
    """A theme of a proposal."""

    content_object = models.ForeignKey(
        "knowledge.Proposal", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="knowledge_proposal_theme_once"
            )
        ]


class Proposal(models.Model):
    """Three fields and a body: its author's until it is proposed, then an expert's card."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names it from the moment its form is opened, so that a form sent twice proposes once."""
    author: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="proposals",
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    summary = models.CharField(_("what one keeps"), max_length=SUMMARY_LENGTH, blank=True)
    objective = models.CharField(_("objective"), max_length=OBJECTIVE_LENGTH, blank=True)
    body = models.TextField(_("text"), max_length=BODY_LENGTH, blank=True)
    """Markdown, as typed."""
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    demand: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "knowledge.Demand",
        verbose_name=_("demand"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
    )
    """What it would answer."""
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False
    )
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    card: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "knowledge.CardPage",
        verbose_name=_("card"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="proposals",
    )
    expert: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("expert"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    """Who was asked to take it up, then who did."""
    reason = models.CharField(_("why"), max_length=500, blank=True)

    themes = TaggableManager(
        verbose_name=_("themes"), through="knowledge.ProposalTheme", blank=True, help_text=""
    )

    class Meta:
        ordering = ["-state_since", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["state", "-state_since"], name="knowledge_proposal_waits")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="knowledge_proposal_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.DECLINED, reason=""),
                name="knowledge_proposal_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT) | ~models.Q(title=""),
                name="knowledge_proposal_has_title",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled draft"))

    def get_absolute_url(self) -> str:
        """Return the proposal's address in the language being shown."""
        return reverse("knowledge:proposal", args=[self.pk])

    @property
    def is_its_author_s(self) -> bool:
        """Whether its author may still write it."""
        return self.state in ITS_AUTHOR_S

    @property
    def is_with_experts(self) -> bool:
        """Whether an expert has it."""
        return self.state in WITH_EXPERTS
