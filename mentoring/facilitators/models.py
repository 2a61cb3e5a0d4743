"""A facilitator: a member who helps others, with what they offer and what vouches for it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager

from community.core.languages import languages
from community.core.sorting import InOrder
from community.themes.models import ThemedItemBase
from mentoring.facilitators.enums import Format, Skill
from mentoring.facilitators.fields import WordsField

MOST_AT_ONCE = 20


class FacilitatorTheme(ThemedItemBase):
    """A theme that a facilitator helps with."""

    content_object = models.ForeignKey(
        "mentoring.Facilitator", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="mentoring_facilitator_theme_once"
            )
        ]


class FacilitatorQuerySet(models.QuerySet["Facilitator"]):
    """Verbs of facilitators."""

    def listed(self) -> "FacilitatorQuerySet":
        """Keep those whom members may find and ask."""
        return self.filter(is_active=True, member__user__is_active=True)

    def with_load(self) -> "FacilitatorQuerySet":
        """Add `load`: how many engagements each has under way."""
        places = self.model._meta.get_field("places").related_model
        taken = (
            places._default_manager.filter(facilitator=models.OuterRef("pk"), slot__isnull=False)
            .order_by()
            .values("facilitator")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.annotate(load=Coalesce(models.Subquery(taken), 0))

    def speaking(self, language: str) -> "FacilitatorQuerySet":
        """Keep those who work in a language."""
        return self.filter(languages__contains=f" {language} ")

    def offering(self, format_: str) -> "FacilitatorQuerySet":
        """Keep those who work in a format."""
        return self.filter(formats__contains=f" {format_} ")

    def present(self, on: date) -> "FacilitatorQuerySet":
        """Keep those who are not on pause on a day."""
        return self.filter(models.Q(paused_at__isnull=True) | models.Q(paused_until__lte=on))


class Facilitator(ClusterableModel):
    """What a member offers to those who ask the box."""

    member = models.OneToOneField(
        "community.Member",
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="facilitator",
    )
    is_active = models.BooleanField(
        _("in the directory"), default=True, help_text=_("Others find this person and may ask.")
    )
    pitch_fr = models.TextField(_("what I can do for you, in French"), max_length=600, blank=True)
    pitch_en = models.TextField(_("what I can do for you, in English"), max_length=600, blank=True)
    languages = WordsField(
        _("working languages"), max_length=60, choices=languages, default=("fr",)
    )
    formats = WordsField(
        _("formats"), max_length=40, choices=Format.choices, default=(Format.REMOTE.value,)
    )
    territories = models.ManyToManyField(
        "community.Territory",
        verbose_name=_("territories served"),
        related_name="facilitators",
        blank=True,
        help_text=_("Where you go, besides your own department."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("engagements at once"),
        default=2,
        validators=[MaxValueValidator(MOST_AT_ONCE)],
        help_text=_("Nobody can give you more than this, even if many ask at the same moment."),
    )
    available_from = models.DateField(_("free from"), null=True, blank=True)
    paused_at = models.DateTimeField(_("on pause since"), null=True, blank=True)
    paused_until = models.DateField(_("on pause until"), null=True, blank=True)
    avoided_members = models.ManyToManyField(
        "community.Member",
        verbose_name=_("people I would rather not work with"),
        related_name="+",
        blank=True,
    )
    avoided_organisations = models.ManyToManyField(
        "community.Organisation",
        verbose_name=_("organisations I would rather not work for"),
        related_name="+",
        blank=True,
        help_text=_("Only you and the animators see this. Your own is left out by itself."),
    )
    terms = models.JSONField(default=dict, editable=False)
    """Stems of their own words, ``{language: {stem: count}}``: ranking need not read them."""

    themes = TaggableManager(
        verbose_name=_("themes"), through="mentoring.FacilitatorTheme", blank=True, help_text=""
    )
    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        ordering = [InOrder("member__name"), "pk"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__lte=MOST_AT_ONCE),
                name="mentoring_facilitator_capacity",
            ),
            models.CheckConstraint(
                condition=models.Q(paused_until__isnull=True) | models.Q(paused_at__isnull=False),
                name="mentoring_facilitator_pause_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)

    def get_absolute_url(self) -> str:
        """Return the page's address in the language being shown."""
        return reverse("mentoring:facilitator", args=[self.member.handle])

    @property
    def pitch(self) -> str:
        """What they say of themselves, in the language being shown where they wrote it."""
        first, second = self.pitch_fr, self.pitch_en
        if get_language() == "en":
            first, second = second, first
        return first or second

    def is_paused(self, on: date | None = None) -> bool:
        """Whether they take nothing new on a day (today)."""
        day = on or timezone.localdate()
        return self.paused_at is not None and (self.paused_until is None or self.paused_until > day)

    def language_names(self) -> list[Any]:
        """Return the names of the working languages."""
        names = dict(settings.LANGUAGES)
        return [names.get(code, code) for code in self.languages]

    def format_names(self) -> list[Any]:
        """Return the names of the formats."""
        return [Format(value).label for value in self.formats if value in Format.values]


class Qualification(models.Model):
    """A skill that was recognised on a day, perhaps until another."""

    facilitator = ParentalKey(Facilitator, on_delete=models.CASCADE, related_name="qualifications")
    skill = models.CharField(_("qualification"), max_length=30, choices=Skill.choices)
    obtained_on = models.DateField(_("obtained on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-obtained_on", "pk"]
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        constraints = [
            models.UniqueConstraint(
                fields=["facilitator", "skill"],
                name="mentoring_qualification_once",
                violation_error_message=_("This qualification is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gt=models.F("obtained_on")),
                name="mentoring_qualification_dates",
                violation_error_message=_("It must expire after it was obtained."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_skill_display()} ({self.obtained_on:%Y})"

    def is_valid(self, on: date | None = None) -> bool:
        """Whether it holds on a day (today)."""
        day = on or timezone.localdate()
        return self.obtained_on <= day and (self.expires_on is None or self.expires_on > day)
