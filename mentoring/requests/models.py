"""A need, and everything that happened to it."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.core.languages import languages, main_language
from community.members.models import Member
from community.themes.models import ThemedItemBase
from mentoring.facilitators.enums import Format, Skill
from mentoring.requests.enums import LOOKING, Confidentiality, Happening, Kind, State


class NeedTheme(ThemedItemBase):
    """A theme of a need."""

    content_object = models.ForeignKey(
        "mentoring.Need", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="mentoring_need_theme_once"
            )
        ]


class NeedQuerySet(models.QuerySet["Need"]):
    """Verbs of needs."""

    def looking(self) -> "NeedQuerySet":
        """Keep those for which a facilitator is still to be found."""
        return self.filter(state__in=LOOKING)

    def asked(self) -> "NeedQuerySet":
        """Leave out drafts."""
        return self.exclude(state=State.DRAFT)


class Need(models.Model):
    """What somebody would be helped by. Its history is in `events`, newest last."""

    author: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="needs",
    )
    title = models.CharField(
        _("in one line"), max_length=150, help_text=_("What would be different afterwards?")
    )
    body = models.TextField(
        _("the situation"),
        max_length=4000,
        help_text=_("Who is concerned, what you have tried, what would help you."),
    )
    kind = models.CharField(
        _("kind of help"), max_length=20, choices=Kind.choices, default=Kind.COACHING
    )
    territory = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
    )
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    format = models.CharField(
        _("format"), max_length=10, choices=Format.choices, default=Format.REMOTE
    )
    group_size = models.PositiveIntegerField(
        _("how many people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
    )
    deadline_on = models.DateField(
        _("by when"), null=True, blank=True, help_text=_("After this day the need is over.")
    )
    required_skill = models.CharField(
        _("qualification that is a must"),
        max_length=30,
        choices=Skill.choices,
        blank=True,
        help_text=_("Leave it empty unless you are sure: it rules people out."),
    )
    confidentiality = models.CharField(
        _("who may read it"),
        max_length=12,
        choices=Confidentiality.choices,
        default=Confidentiality.FACILITATORS,
    )
    reroutes = models.BooleanField(
        _("if there is no answer in time, ask the next person for me"), default=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False
    )
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.JSONField(default=dict, blank=True, editable=False)
    """What of the box answered it: ``{"type", "title", "url"}``."""
    terms = models.JSONField(default=dict, editable=False)
    """Stems of title and body with their counts, in the need's language."""

    themes = TaggableManager(
        verbose_name=_("themes"), through="mentoring.NeedTheme", blank=True, help_text=""
    )
    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="mentoring_need_board"),
            models.Index(fields=["author", "state"], name="mentoring_need_mine"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="mentoring_need_state"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the need's address in the language being shown."""
        return reverse("mentoring:need", args=[self.pk])

    @property
    def is_looking(self) -> bool:
        """Whether a facilitator is still to be found."""
        return self.state in LOOKING

    def age_days(self, on: date | None = None) -> int:
        """Return how many days ago it was asked (0 for a draft)."""
        if self.submitted_at is None:
            return 0
        return ((on or timezone.localdate()) - timezone.localdate(self.submitted_at)).days


class NeedEvent(models.Model):
    """One thing that happened to a need; never changed afterwards."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what happened"), max_length=12, choices=Happening.choices)
    actor: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    """Nobody means the site itself."""
    subject: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("whom it concerns"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(_("text"), max_length=4000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["need", "at"], name="mentoring_event_story")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.kind}"
