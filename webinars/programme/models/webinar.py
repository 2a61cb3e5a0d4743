"""A session: one address that announces it, opens its door and keeps its replay."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from community.core.audience import HasAudience, audience_q
from community.core.languages import languages, main_language
from community.core.markup import from_markdown
from community.core.reader import Reader
from community.members.models import Member
from community.members.selectors import reader_for
from community.territories.models import Territory
from community.themes.models import ThemedItemBase
from webinars.programme.enums import Life, Mode, State
from webinars.programme.models.series import Series
from webinars.said import Bilingual, Said

# The door opens before the hour, so that sound and picture can be tried.
DOOR_OPENS = timedelta(minutes=15)
# Words that stand in addresses beside the sessions' own.
RESERVED_SLUGS = frozenset({"past", "series", "trips"})


class WebinarTheme(ThemedItemBase):
    """A theme of a session."""

    content_object = ParentalKey(
        "webinars.Webinar", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="webinars_webinar_theme_once"
            )
        ]


class WebinarQuerySet(models.QuerySet["Webinar"]):
    """Verbs of sessions."""

    def public(self) -> "WebinarQuerySet":
        """Keep those that others may know of."""
        return self.exclude(state=State.DRAFT)

    def visible_to(self, reader: Reader) -> "WebinarQuerySet":
        """Keep those that are announced, or were, to an audience the reader belongs to."""
        return self.public().filter(audience_q(reader))

    def visible_to_user(self, user: Any) -> "WebinarQuerySet":
        """Keep those that are announced to an audience of an account's."""
        return self.visible_to(reader_for(user))

    def upcoming(self, now: datetime | None = None) -> "WebinarQuerySet":
        """Keep those that are still to come or under way, the next first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def turned(self, since: datetime, now: datetime) -> "WebinarQuerySet":
        """Keep those whose door opened or that ended within that time."""
        opened = models.Q(starts_at__gt=since + DOOR_OPENS, starts_at__lte=now + DOOR_OPENS)
        return self.filter(opened | models.Q(ends_at__gt=since, ends_at__lte=now))

    def past(self, now: datetime | None = None) -> "WebinarQuerySet":
        """Keep those that are over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")


class Webinar(HasAudience, ClusterableModel):
    """A session of a series, or one on its own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """What calendars know it by, whatever happens to its title or hour."""
    series: "models.ForeignKey[Series | None, Series | None]" = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="webinars",
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=150, blank=True)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    summary_fr = models.CharField(_("why come, in French"), max_length=300, blank=True)
    summary_en = models.CharField(_("why come, in English"), max_length=300, blank=True)
    description_fr = models.TextField(
        _("description in French"), blank=True, help_text=_("Markdown.")
    )
    description_en = models.TextField(
        _("description in English"), blank=True, help_text=_("Markdown.")
    )
    language = models.CharField(
        _("language spoken"),
        max_length=5,
        choices=languages,
        default=main_language,
    )
    territory: "models.ForeignKey[Territory | None, Territory | None]" = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=45,
        validators=[MinValueValidator(5), MaxValueValidator(600)],
    )
    ends_at = models.DateTimeField(editable=False)
    capacity_online = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    capacity_on_site = models.PositiveIntegerField(
        _("places on site"), default=0, help_text=_("0: online only.")
    )
    place_fr = models.CharField(_("place in French"), max_length=200, blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    join_link = models.URLField(
        _("link to join"),
        max_length=500,
        blank=True,
        help_text=_("Only who is registered ever sees it."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    is_recorded = models.BooleanField(
        _("recorded"),
        default=True,
        help_text=_("Said on the page before, during and after the session."),
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Raised whenever hour, place or state change, so that calendars take the newer entry."""

    title = Bilingual()
    summary = Bilingual()
    description = Bilingual()
    place = Bilingual()

    themes = ClusterTaggableManager(
        verbose_name=_("themes"), through="webinars.WebinarTheme", blank=True, help_text=""
    )
    objects: ClassVar = WebinarQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["state", "ends_at"], name="webinars_by_state_and_end"),
            models.Index(fields=["series", "starts_at"], name="webinars_by_series"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="webinars_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def clean(self) -> None:
        """Refuse what a page could not show: no title, an address that means something else."""
        super().clean()
        errors = {}
        if not (self.title_fr or self.title_en):
            errors["title_fr"] = _("Give it a title in one of the languages.")
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("This address means something else: choose another.")
        if self.capacity_on_site and not (self.place_fr or self.place_en):
            errors["place_fr"] = _("Say where: there are places on site.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the end beside the start, so that queries can compare it."""
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        """Return its only address, in the language being shown."""
        return reverse("webinars:webinar", args=[self.slug])

    @property
    def description_html(self) -> SafeString:
        """The description, sanitised."""
        return from_markdown(self.description)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.state == State.CANCELLED

    @property
    def is_hybrid(self) -> bool:
        """Whether one may also come to a place."""
        return self.capacity_on_site > 0

    @property
    def modes(self) -> list[Mode]:
        """The ways to take part."""
        return [Mode.ONLINE, Mode.ON_SITE] if self.is_hybrid else [Mode.ONLINE]

    def capacity(self, mode: str) -> int | None:
        """Return the places of a mode; None means as many as come."""
        return self.capacity_on_site if mode == Mode.ON_SITE else self.capacity_online

    def life(self, now: datetime | None = None) -> Life:
        """Return what its page is now."""
        now = now or timezone.now()
        if self.is_cancelled:
            return Life.CANCELLED
        if now < self.starts_at - DOOR_OPENS:
            return Life.BEFORE
        return Life.LIVE if now < self.ends_at else Life.AFTER

    def next_turn(self, now: datetime | None = None) -> datetime | None:
        """Return when its page becomes another by itself, None when it stays as it is."""
        now = now or timezone.now()
        turns = () if self.is_cancelled else (self.starts_at - DOOR_OPENS, self.ends_at)
        return next((turn for turn in turns if turn > now), None)

    @property
    def spoken_elsewhere(self) -> bool:
        """Whether it is held in another language than the page's."""
        return self.language != get_language()


class WebinarHost(Orderable):
    """An organisation that holds a session."""

    webinar = ParentalKey(Webinar, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["webinar", "organisation"], name="webinars_webinar_host_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class WebinarSpeaker(Orderable):
    """Somebody who speaks: a member, or a guest by name."""

    webinar = ParentalKey(Webinar, on_delete=models.CASCADE, related_name="speakers")
    member: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        "community.Member",
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="speaks_at",
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Of a guest who is no member.")
    )
    role_fr = models.CharField(_("role in French"), max_length=120, blank=True)
    role_en = models.CharField(_("role in English"), max_length=120, blank=True)
    consented_on = models.DateField(
        _("agreed to the recording on"),
        null=True,
        blank=True,
        help_text=_("Without every speaker’s consent no replay is published."),
    )

    role = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.shown_name

    def clean(self) -> None:
        """Refuse a speaker who is nobody."""
        super().clean()
        if self.member_id is None and not self.name.strip():
            raise ValidationError({"name": _("Choose a member or write a name.")})

    @property
    def shown_name(self) -> str:
        """The name people read."""
        return self.name or (self.member.name if self.member else "")

    @property
    def shown_role(self) -> Said | str:
        """What the person does, here or in the profile."""
        return self.role or (self.member.job_title if self.member else "")
